// What came by mail, read where the demo keeps it.

import assert from 'node:assert/strict';

/**
 * Waits for a letter with this subject and opens it. Answers its words and the addresses it links to, of the HTML and
 * the text part together: the letter stands in frames, so all of them are read.
 */
export async function letter(page, mailbox, subject, { within = 30_000 } = {}) {
  const until = Date.now() + within;
  for (;;) {
    await page.goto(mailbox);
    const link = page.getByRole('link', { name: subject });
    if (await link.count()) {
      await link.first().click();
      await page.waitForLoadState('load');
      break;
    }
    assert.ok(Date.now() < until, `no letter with the subject ${subject}: ${await page.locator('main').innerText()}`);
    await page.waitForTimeout(500);
  }
  const parts = await Promise.all(page.frames().map((frame) => frame.evaluate(() => ({
    words: document.body.innerText,
    links: [...document.querySelectorAll('a[href]')].map((a) => a.href),
  }))));
  const words = parts.map((part) => part.words).join('\n');
  const written = words.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  return { words, links: [...parts.flatMap((part) => part.links), ...written] };
}

/** How many letters with this subject there are. */
export async function count(page, mailbox, subject) {
  await page.goto(mailbox);
  return page.getByRole('link', { name: subject }).count();
}
