// What must hold on every page: no accessibility finding, nothing cut off, no error, no third party.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// What the colours of a page decide.
export const COLOURS = ['color-contrast', 'link-in-text-block'];
const AXE_LIMIT = 30_000;

/**
 * Fails with each axe finding and where it is. Works under any content security policy; with JavaScript off axe itself
 * would never end, so such a page is looked at by a visitor whose scripts are blocked instead.
 * @param {string[]} [rules] only these
 */
export async function axe(page, rules) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const looking = page.evaluate(async (runOnly) => {
    // A frame holds somebody else's page: its own markup is not ours to judge.
    const { violations } = await globalThis.axe.run(document, {
      runOnly,
      resultTypes: ['violations'],
      iframes: false,
      // Only rules that are not run here read style sheets.
      preload: false,
    });
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      places: nodes.map((node) => `${node.target.join(' ')}: ${node.html.slice(0, 160)}`),
    }));
  }, rules ? { type: 'rule', values: rules } : { type: 'tag', values: TAGS });
  const findings = await Promise.race([looking, sleep(AXE_LIMIT, undefined, { ref: false })]);
  assert.ok(findings, `axe did not end, ${page.url()}: is JavaScript off?`);
  assert.equal(
    findings.length,
    0,
    `axe, ${page.url()}\n${findings.map((f) => `${f.id}: ${f.help}\n    ${f.places.join('\n    ')}`).join('\n')}`,
  );
}

/**
 * Fails when the page is wider than the window, or when something to press or read lies outside it. The second is not
 * implied by the first: a box with `overflow: hidden` cuts a button off and keeps the page's width.
 */
export async function fits(page) {
  const outside = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const found = [];
    if (document.documentElement.scrollWidth > width) {
      found.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${width} px`);
    }
    const scrolls = (box) => /auto|scroll/.test(getComputedStyle(box).overflowX) && box !== document.body;
    const ancestors = function* (element) {
      for (let box = element; box && box !== document.body; box = box.parentElement) yield box;
    };
    const inScroller = (element) => {
      for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
        if (scrolls(box)) return true;
      }
      return false;
    };
    const name = (element) => {
      const words = (element.innerText || element.getAttribute('name') || '').trim().slice(0, 60);
      return `${element.tagName.toLowerCase()} “${words}”`;
    };
    const hasWords = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const clipped = (element) => [...ancestors(element)].some((box) => getComputedStyle(box).clipPath !== 'none');
    // Drawings clip themselves, and ornaments bleed off the page on purpose: neither is read or pressed.
    for (const element of document.querySelectorAll('body *:not(svg *, [aria-hidden=true], [aria-hidden=true] *)')) {
      const box = element.getBoundingClientRect();
      const shown = element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
      // What is hidden from the eye alone (skip links, legends) is one pixel, clipped or moved away on purpose.
      const forEyes = box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0;
      if (shown && box.width <= 1 && hasWords(element) && !clipped(element) && !element.closest('noscript')) {
        found.push(`${name(element)} is squeezed to nothing`);
      }
      if (!shown || !forEyes || inScroller(element)) continue;
      if (box.left < -1 || box.right > width + 1) {
        found.push(`${name(element)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)} of ${width} px`);
      }
    }
    return found;
  });
  assert.equal(outside.length, 0, `cut off, ${page.url()}\n${outside.join('\n')}`);
}

/** Notes what goes wrong on a page from now on; `quiet()` fails with it. */
export function watch(page, { origin, expectedStatus = 200 } = {}) {
  const faults = [];
  page.on('pageerror', (error) => faults.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    // The console repeats the status of a page that is meant to be an error page.
    const repeated = expectedStatus >= 400 && message.text().includes(`status of ${expectedStatus}`);
    if (message.type() === 'error' && !repeated) faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const inside = ['data:', 'blob:', 'about:'].includes(url.protocol) || url.origin === (origin ?? new URL(page.url()).origin);
    if (!inside) faults.push(`third party: ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left in the middle of loading.
    if (!reason.includes('ERR_ABORTED')) faults.push(`failed: ${request.url()} ${reason}`);
  });
  return {
    quiet() {
      assert.equal(faults.length, 0, `${page.url()}\n${faults.splice(0).join('\n')}`);
    },
  };
}

/** A page in one language says so, has a name, one main heading and one main part. */
export async function wellMade(page, lang) {
  const found = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title.trim(),
    headings: document.querySelectorAll('h1').length,
    mains: document.querySelectorAll('main').length,
  }));
  assert.equal(found.lang.split('-')[0], lang, `language of ${page.url()}`);
  assert.notEqual(found.title, '', `title of ${page.url()}`);
  assert.equal(found.headings, 1, `h1 of ${page.url()}`);
  assert.equal(found.mains, 1, `main of ${page.url()}`);
}
