// Two that tell of one practice: side by side, merged with the keyboard alone and without scripts, and taken back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { axe, fits, watch } from './harness/checks.mjs';
import { NARROW, WIDE, launch, visitor } from './harness/chromium.mjs';
import { keep, keepFailure } from './harness/pictures.mjs';
import { startDemo } from './harness/program.mjs';
import { enterDemo, undo } from './story/desk.mjs';

const TITLE = 'Households in Fermo welcome migrants';

let browser;
let demo;
let origin;

before(async () => {
  browser = await launch();
  demo = await startDemo();
  origin = new URL(demo.addresses.site).origin;
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** The item that looks like a published practice, for an editor. */
async function opened(t, options) {
  const context = await visitor(browser, options);
  const page = await context.newPage();
  t.after(() => context.close());
  await enterDemo(page, demo.addresses.desk);
  const watching = watch(page, { origin });
  await page.getByRole('link', { name: TITLE }).first().click();
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
  return { page, watching };
}

const merged = (page) => page.getByRole('status').filter({ hasText: `Merged “${TITLE}”` }).waitFor();

test('with the keyboard alone: beside the nearest, a choice, merged, taken back', async (t) => {
  const { page, watching } = await opened(t);
  try {
    await page.keyboard.press('m');
    await page.getByRole('heading', { name: 'Side by side' }).waitFor();
    for (const viewport of [WIDE, NARROW]) {
      await page.setViewportSize(viewport);
      await axe(page);
      await fits(page);
      await keep(page, `item-compare-${viewport.width}`);
    }
    const [stays, goes] = await page.locator('.two').first().locator('> div').all();
    assert.ok((await stays.boundingBox()).y < (await goes.boundingBox()).y, 'one below the other on a narrow screen');
    await page.setViewportSize(WIDE);
    await page.keyboard.press('d');
    assert.equal(await page.evaluate(() => document.activeElement.matches('[data-change]')), true, 'd goes to the first difference');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    const chosen = page.locator('.picks').first().locator('input:checked');
    assert.equal(await chosen.inputValue(), 'take');
    await page.getByRole('button', { name: 'Merge' }).focus();
    await page.keyboard.press('Enter');
    await merged(page);
    await page.keyboard.press('z');
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
    await page.getByRole('button', { name: /^Approve/ }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('row', { name: /^m Put it beside/ }).waitFor();
    watching.quiet();
  } catch (error) {
    await keepFailure(page, 'merge-keyboard');
    throw error;
  }
});

test('without scripts', async (t) => {
  const { page } = await opened(t, { javaScript: false });
  await page.getByRole('link', { name: /^Side by side/ }).first().click();
  await page.getByRole('button', { name: 'Merge' }).click();
  await merged(page);
  await undo(page, TITLE);
});
