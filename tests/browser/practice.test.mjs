// The page of a practice: what its buttons do, also where the browser does not let them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, visitor } from './harness/chromium.mjs';
import { startDemo } from './harness/program.mjs';
import { LANGUAGES } from './kinds.mjs';

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

const PRACTICE = 'holiday-of-holidays';
const WORDS = {
  en: { button: 'Copy the address', copied: 'Address copied', failed: 'Your browser did not let us copy it.' },
  fr: { button: 'Copier l’adresse', copied: 'Adresse copiée', failed: 'Votre navigateur n’a pas permis de la copier.' },
};

/** A clipboard that keeps what is written in `window.copied`, or refuses it. */
const clipboard = (refuses) => ({
  content: `
    window.copied = [];
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: async (text) => { ${refuses ? "throw new DOMException('no', 'NotAllowedError')" : 'window.copied.push(text)'}; } },
    });`,
});

for (const lang of LANGUAGES) {
  test(`${lang}: the address of a practice is copied, or shown where it cannot be`, async (t) => {
    const words = WORDS[lang];
    const address = `${origin}/${lang}/practices/${PRACTICE}`;
    for (const refuses of [false, true]) {
      const context = await visitor(browser);
      t.after(() => context.close());
      await context.addInitScript(clipboard(refuses));
      const page = await context.newPage();
      const faults = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      await page.goto(address);
      await page.getByRole('button', { name: words.button }).click();
      const told = page.locator('.acts [role=status]');
      await told.filter({ hasText: refuses ? words.failed : words.copied }).waitFor();
      if (refuses) {
        assert.ok((await told.textContent()).endsWith(address));
        // Asked again, it is told once.
        await page.getByRole('button', { name: words.button }).click();
        await told.filter({ hasText: words.failed }).waitFor();
        assert.equal(await told.count(), 1);
      } else {
        assert.deepEqual(await page.evaluate(() => window.copied), [address]);
      }
      assert.deepEqual(faults, []);
    }
  });

  test(`${lang}: a text from right to left stands in its own direction, and the page in the other`, async (t) => {
    const context = await visitor(browser);
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(`${origin}/${lang}/practices/${PRACTICE}`);
    const direction = (selector) => page.locator(selector).first().evaluate((it) => getComputedStyle(it).direction);
    assert.equal(await direction('html'), 'ltr');
    assert.equal(await direction('.story h2'), 'ltr');
    for (const selector of ['h1', '.lede', '.story section > div', '.facts dd[lang=ar]']) {
      assert.equal(await direction(selector), 'rtl', selector);
    }
    // A bullet stands on the side where its line begins.
    const [list, item] = await page.locator('.story [dir=rtl] ul').first().evaluate((it) => {
      const box = (element) => element.getBoundingClientRect();
      return [box(it), box(it.querySelector('li'))].map(({ left, right }) => ({ left, right }));
    });
    assert.ok(list.right - item.right > item.left - list.left, 'the indent is at the right');
  });
}
