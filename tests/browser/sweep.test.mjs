// Every kind of page, in every language: valid HTML; light and dark, narrow and wide: no accessibility finding, nothing cut
// off, nothing in the console, nothing from elsewhere; without scripts the same.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';

import { axe, COLOURS, fits, watch, wellMade } from './harness/checks.mjs';
import { launch, NARROW, visitor, WIDE } from './harness/chromium.mjs';
import { nu, valid } from './harness/markup.mjs';
import { keep, keepFailure, renew } from './harness/pictures.mjs';
import { startDemo } from './harness/program.mjs';
import { seen } from './harness/seen.mjs';
import { kinds, LANGUAGES } from './kinds.mjs';
import { enterDemo, switchLanguage } from './story/desk.mjs';
import { CLOSER } from './views.mjs';

const VIEWS = ['light', 'dark'].flatMap((scheme) => [NARROW, WIDE].map((viewport) => ({ scheme, viewport })));
const PICTURES = { explore: 'site', item: 'desk' };

let browser;
let demo;
let origin;
const visitors = {};
// The HTML of every page looked at, by its kind and language.
const sent = new Map();

before(async () => {
  // One after the other: what was started is ended, whatever fails.
  browser = await launch();
  demo = await startDemo();
  origin = new URL(demo.addresses.site).origin;
  for (const who of ['nobody', 'editor']) visitors[who] = await visitor(browser);
  visitors.scriptless = await visitor(browser, { javaScript: 'blocked' });
  const page = await visitors.editor.newPage();
  await enterDemo(page, demo.addresses.desk);
  await page.close();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function open({ as = 'nobody', path, then, status = 200 }, lang) {
  const page = await visitors[as].newPage();
  // The desk speaks its editor's language, whatever the address says.
  if (as === 'editor') await speak(page, lang);
  const watching = watch(page, { origin, expectedStatus: status });
  let answer = await page.goto(new URL(path(lang, demo.addresses), origin).href);
  if (then) answer = await then(page, lang);
  assert.equal(answer.status(), status, page.url());
  return { page, watching, html: await answer.text() };
}

/**
 * The same page for somebody whose browser runs no scripts. Where a PDF has become ready since it was opened it says so: then
 * the page is opened anew, with scripts and without in turn.
 */
async function isTheSame(page, entry, lang) {
  await page.setViewportSize(WIDE);
  let [earlier, latest] = [null, await seen(page)];
  for (const as of ['scriptless', 'nobody', 'scriptless']) {
    const { page: other } = await open({ ...entry, as }, lang);
    try {
      await other.setViewportSize(WIDE);
      [earlier, latest] = [latest, await seen(other)];
    } finally {
      await other.close();
    }
    if (isDeepStrictEqual(latest, earlier)) return;
  }
  assert.deepEqual(latest, earlier);
}

let deskLanguage = 'en';

async function speak(page, lang) {
  if (deskLanguage === lang) return;
  await page.goto(`${origin}/desk`);
  await switchLanguage(page, lang);
  deskLanguage = lang;
}

for (const lang of LANGUAGES) {
  for (const entry of kinds.filter(({ langs = LANGUAGES }) => langs.includes(lang))) {
    const { as = 'nobody' } = entry;
    test(`${entry.kind}, ${lang}`, async (t) => {
      const { page, watching, html } = await open(entry, lang);
      sent.set(`${entry.kind}-${lang}`, html);
      try {
        await wellMade(page, lang);
        await t.test('html-validate', () => valid(html, `${entry.kind}-${lang}`));
        for (const { scheme, viewport } of VIEWS) {
          const name = `${entry.kind}-${lang}-${scheme}-${viewport.width}`;
          await t.test(`${scheme}, ${viewport.width} px`, async () => {
            await page.setViewportSize(viewport);
            await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
            try {
              // The scheme changes colours alone, and nearly all that axe looks at has no colour.
              await axe(page, scheme === 'dark' ? COLOURS : undefined);
              await fits(page);
            } catch (error) {
              await keepFailure(page, name);
              throw error;
            }
            // Wide, narrow and dark are kept; dark and narrow tells nothing more.
            if (scheme === 'light' || viewport === WIDE) await keep(page, name);
            if (lang === 'en' && scheme === 'light' && viewport === WIDE && PICTURES[entry.kind]) {
              await renew(page, PICTURES[entry.kind]);
            }
          });
        }
        for (const [view, { when = () => true, enter, look, leave }] of Object.entries(CLOSER)) {
          if (!when(entry)) continue;
          const name = `${entry.kind}-${lang}-${view}`;
          await t.test(view, async () => {
            await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
            await enter(page);
            try {
              await fits(page);
              await look?.(page);
            } catch (error) {
              await keepFailure(page, name);
              throw error;
            } finally {
              if (entry.closer) await keep(page, name);
              await leave?.(page);
            }
          });
        }
        watching.quiet();
        if (as === 'nobody') await t.test('without scripts', () => isTheSame(page, entry, lang));
      } finally {
        await page.close();
      }
    });
  }
}

test('Nu Html Checker, all of them', () => nu(sent));
