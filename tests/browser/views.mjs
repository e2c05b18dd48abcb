// The ways a page is looked at besides light and dark, narrow and wide: by people who set their own colours, print, enlarge
// or space what they read. Each view is entered, looked at and left, so that the next finds the page as it was.
//
//   when   optional: the kinds of page that have this view
//   enter  changes the page, or what shows it
//   look   optional: what must hold besides that nothing is cut off
//   leave  optional: undoes what `enter` did

import assert from 'node:assert/strict';

import { axe, COLOURS } from './harness/checks.mjs';
import { NARROW, WIDE } from './harness/chromium.mjs';

// A4 less the margins of the style sheet, at 96 px an inch.
const PAPER = { width: 673, height: 980 };
// 1280 × 1024 at 400 % (WCAG 1.4.10).
const ENLARGED = { width: 320, height: 256 };
// WCAG 1.4.12. A sheet made by a script is under no content security policy.
const SPACED = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }';

const failing = (found, what, page) => assert.deepEqual(found, [], `${what}, ${page.url()}`);

export const CLOSER = {
  'forced-colours': {
    async enter(page) {
      await page.setViewportSize(WIDE);
      await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark', reducedMotion: 'reduce' });
    },
    async look(page) {
      // axe takes the letters' own colour for the one that is forced on them.
      failing(await page.evaluate(faint), 'hard to read', page);
      failing(await page.evaluate(shapeless), 'known by a colour alone', page);
    },
    leave: (page) => page.emulateMedia({ forcedColors: 'none' }),
  },
  print: {
    when: ({ paper = true }) => paper,
    async enter(page) {
      await page.setViewportSize(PAPER);
      await page.emulateMedia({ media: 'print' });
    },
    async look(page) {
      failing(await page.evaluate(unprinted), 'on paper', page);
    },
    leave: (page) => page.emulateMedia({ media: 'screen' }),
  },
  'large-text': {
    when: ({ as }) => as !== 'editor',
    async enter(page) {
      await page.setViewportSize(NARROW);
      await page.evaluate(() => {
        const root = document.documentElement;
        root.dataset.before = root.dataset.text ?? '';
        root.dataset.text = 'large';
      });
    },
    look: (page) => axe(page, ['target-size', ...COLOURS]),
    leave: (page) => page.evaluate(() => {
      const root = document.documentElement;
      // Pages of the desk have no sizes.
      if (root.dataset.before) root.dataset.text = root.dataset.before;
      else delete root.dataset.text;
      delete root.dataset.before;
    }),
  },
  enlarged: {
    async enter(page) {
      await page.setViewportSize(ENLARGED);
    },
    async look(page) {
      failing(await page.evaluate(covered), 'hidden behind what stays in place', page);
    },
  },
  spaced: {
    async enter(page) {
      await page.setViewportSize(NARROW);
      await page.evaluate((rules) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(rules);
        document.adoptedStyleSheets = [sheet];
      }, SPACED);
    },
    async look(page) {
      failing(await page.evaluate(overflowing), 'text beyond its box', page);
    },
    leave: (page) => page.evaluate(() => { document.adoptedStyleSheets = []; }),
  },
};

/** Text whose contrast with what lies behind it is below 4.5 to 1 (WCAG 1.4.3). Runs in the page. */
function faint() {
  const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const linear = (value) => (value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const behind = (element) => {
    for (let box = element; box; box = box.parentElement) {
      const colour = parts(getComputedStyle(box).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? [0, 0, 0] : [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll('body *:not(svg *, [aria-hidden=true], [aria-hidden=true] *, :disabled, :has(> :disabled), :has(> :disabled) *)')) {
    const words = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join('').trim();
    if (!words || !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    const [one, other] = [light(parts(getComputedStyle(element).color)), light(behind(element))].sort();
    if ((other + 0.05) / (one + 0.05) < 4.5) found.push(`“${words.slice(0, 60)}” in ${element.outerHTML.slice(0, 80)}`);
  }
  return found;
}

/** What can be pressed or filled in and has neither a border nor a line under its words. Runs in the page. */
function shapeless() {
  const found = [];
  for (const element of document.querySelectorAll('button, select, textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])')) {
    if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) || element.getBoundingClientRect().width <= 1) continue;
    const style = getComputedStyle(element);
    const bordered = ['Top', 'Right', 'Bottom', 'Left'].some((side) => style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) > 0);
    if (!bordered && !style.textDecorationLine.includes('underline')) found.push(element.outerHTML.slice(0, 120));
  }
  return found;
}

/** What paper cannot use, or should say and does not. Runs in the page. */
function unprinted() {
  const found = [];
  const shown = (element) => element.checkVisibility() && element.getBoundingClientRect().height > 0;
  for (const element of document.querySelectorAll('main button, main select, main input, header nav, footer')) {
    if (shown(element) && !element.closest('form.submission, #form')) found.push(`to press: ${element.outerHTML.slice(0, 100)}`);
  }
  for (const link of document.querySelectorAll('main a:is([href^="http"], [href^="mailto:"])')) {
    if (shown(link) && !getComputedStyle(link, '::after').content.includes(link.getAttribute('href'))) found.push(`no address: ${link.outerHTML.slice(0, 100)}`);
  }
  for (const row of document.querySelectorAll('li.row')) {
    const address = new URL(row.querySelector('h2 a, h3 a').getAttribute('href'), location.href).href;
    if (!row.innerText.includes(address)) found.push(`a practice without its address: ${address}`);
  }
  for (const heading of document.querySelectorAll('main :is(h1, h2, h3)')) {
    if (shown(heading) && getComputedStyle(heading).breakAfter !== 'avoid') found.push(`may end a page: ${heading.outerHTML.slice(0, 100)}`);
  }
  return found;
}

/** What is fixed or sticky and takes more than a third of a small window. Runs in the page. */
function covered() {
  const stays = [...document.querySelectorAll('body *')].filter((element) => ['fixed', 'sticky'].includes(getComputedStyle(element).position) && element.checkVisibility());
  return stays
    .filter((element) => { const box = element.getBoundingClientRect(); return box.width > 1 && box.height > innerHeight / 3; })
    .map((element) => element.outerHTML.slice(0, 100));
}

/** Text that a box of a fixed height cuts off. Runs in the page. */
function overflowing() {
  const found = [];
  for (const element of document.querySelectorAll('main *, header *, footer *')) {
    const style = getComputedStyle(element);
    if (!element.checkVisibility({ checkVisibilityCSS: true }) || !/hidden|clip/.test(style.overflowY) || style.clipPath !== 'none') continue;
    const words = element.innerText?.trim();
    if (words && element.clientHeight > 1 && element.scrollHeight > element.clientHeight + 2) found.push(`“${words.slice(0, 60)}” in ${element.outerHTML.slice(0, 80)}`);
  }
  return found;
}
