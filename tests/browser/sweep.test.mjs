// Every kind of page, in every language, light and dark, narrow and wide: no accessibility finding, nothing cut off,
// nothing in the console, nothing from elsewhere.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { axe, fits, watch, wellMade } from './harness/checks.mjs';
import { launch, NARROW, visitor, WIDE } from './harness/chromium.mjs';
import { keep, keepFailure, renew } from './harness/pictures.mjs';
import { startDemo } from './harness/program.mjs';
import { kinds, LANGUAGES } from './kinds.mjs';
import { signIn } from './story/desk.mjs';

const VIEWS = ['light', 'dark'].flatMap((scheme) => [NARROW, WIDE].map((viewport) => ({ scheme, viewport })));
const PICTURES = { explore: 'site', item: 'desk' };

let browser;
let demo;
let origin;
const visitors = {};

before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  origin = new URL(demo.addresses.site).origin;
  for (const who of ['nobody', 'editor', 'city']) visitors[who] = await visitor(browser);
  const page = await visitors.editor.newPage();
  await signIn(page, demo.addresses.desk);
  await page.close();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function open({ kind, as = 'nobody', path, then, status = 200 }, lang) {
  const page = await visitors[as].newPage();
  const watching = watch(page, { origin, expectedStatus: status });
  let answer = await page.goto(path(lang) === undefined ? demo.addresses[as] : origin + path(lang));
  if (then) {
    const last = page.waitForResponse((response) => response.request().isNavigationRequest() && response.status() === status);
    await then(page, lang);
    answer = await last;
  }
  assert.equal(answer.status(), status, `${kind}: ${page.url()}`);
  return { page, watching };
}

for (const entry of kinds) {
  for (const lang of LANGUAGES) {
    test(`${entry.kind}, ${lang}`, async (t) => {
      const { page, watching } = await open(entry, lang);
      try {
        // The address the demo prints for a city is in that city's language.
        if (entry.as !== 'city') await wellMade(page, lang);
        for (const { scheme, viewport } of VIEWS) {
          const name = `${entry.kind}-${lang}-${scheme}-${viewport.width}`;
          await t.test(`${scheme}, ${viewport.width} px`, async () => {
            await page.setViewportSize(viewport);
            await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
            try {
              await axe(page);
              await fits(page);
            } catch (error) {
              await keepFailure(page, name);
              throw error;
            }
            await keep(page, name);
            if (lang === 'en' && scheme === 'light' && viewport === WIDE && PICTURES[entry.kind]) {
              await renew(page, PICTURES[entry.kind]);
            }
          });
        }
        watching.quiet();
      } finally {
        await page.close();
      }
    });
  }
}
