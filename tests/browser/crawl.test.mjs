// Every page of the demonstration that a reader can reach: no link is broken, no control speaks another language than its
// page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, visitor } from './harness/chromium.mjs';
import { names, phrases, plain } from './harness/phrases.mjs';
import { startDemo } from './harness/program.mjs';
import { LANGUAGES, publicKinds } from './kinds.mjs';

const AT_ONCE = 6;
// Questions lead to questions without end. Of those with several choices so many are followed, of each set of parameters
// and in each language; none is followed from one of them.
const OF_A_SHAPE = 12;
// Names of forms of files, which no language translates.
const NAMES_OF_FORMS = ['CSV', 'JSON', 'RIS', 'BibTeX', 'CSL-JSON', 'Atom', 'JSON Feed', 'OAI-PMH', 'OpenAPI', 'DCAT-AP', 'SKOS', 'PDF', 'CC BY 4.0', 'A'];

let browser;
let demo;
let origin;
let context;
/** By path: what was found there. */
const seen = new Map();
/** By kind and language: pages that no link leads to. */
const others = new Map();

before(async () => {
  browser = await launch();
  demo = await startDemo();
  origin = new URL(demo.addresses.site).origin;
  context = await visitor(browser);
  await crawl();
  await unlinked();
}, { timeout: 600_000 });

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/**
 * Reads pages as a reader's browser would, without showing them; without a path the page that is shown. Runs in a page of
 * the site.
 */
function look({ path }) {
  const shown = () => new Response(document.documentElement.outerHTML, { headers: { 'content-type': 'text/html' } });
  return (path ? fetch(path) : Promise.resolve(shown())).then(async (answer) => {
    const type = answer.headers.get('content-type') ?? '';
    const found = { status: answer.status, type, redirected: answer.redirected, links: [], ids: [], controls: [] };
    if (!type.startsWith('text/html')) {
      await answer.arrayBuffer();
      return found;
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const lang = page.documentElement.lang;
    // What people wrote says its own language, also where that is the page's; what the system says never does.
    // The editors' pages are theirs; in the story of a practice the headings are ours.
    const own = (element) => !element.closest('body [lang], .prose:not(.story)');
    found.lang = lang;
    found.links = [...page.querySelectorAll('a[href], link[href], area[href]')].map((link) => link.getAttribute('href'));
    found.links.push(...[...page.querySelectorAll('img[src], script[src]')].map((it) => it.getAttribute('src')));
    found.ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
    const say = (text, where) => { if (/\p{L}{2}/u.test(text)) found.controls.push([text, where]); };
    const chrome = 'button, summary, label, legend, option, th, dt, caption, figcaption, nav a, body > header a, body > footer a, body > aside a, .acts a, .chips a, .paging a, .back a, .tabs a, .downloads a, .aloud, h1, h2, h3, .facts a, .rail a, .counted a, .names a, .tags a, .hint a, .to-results, .none-found, .note, .lede';
    for (const control of page.querySelectorAll(chrome)) {
      const walker = page.createTreeWalker(control, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (own(node.parentElement)) say(node.data, control.tagName.toLowerCase() + (control.className ? `.${control.className}` : ''));
      }
    }
    for (const name of ['aria-label', 'placeholder', 'title', 'data-done', 'data-left-one', 'data-left-other']) {
      for (const element of page.querySelectorAll(`body [${name}]`)) {
        if (own(element)) say(element.getAttribute(name), `${element.tagName.toLowerCase()}[${name}]`);
      }
    }
    return found;
  });
}

async function crawl() {
  const starts = LANGUAGES.map((lang) => `/${lang}/practices`);
  const waiting = [...starts];
  const known = new Set(starts);
  const from = new Map();
  const readers = await Promise.all(Array.from({ length: AT_ONCE }, () => context.newPage()));
  await Promise.all(readers.map((page) => page.goto(`${origin}/robots.txt`)));
  let busy = 0;
  await Promise.all(readers.map(async (page) => {
    while (waiting.length > 0 || busy > 0) {
      const path = waiting.shift();
      if (!path) {
        await new Promise((resolve) => { setTimeout(resolve, 10); });
        continue;
      }
      busy++;
      const found = await page.evaluate(look, { path });
      found.from = from.get(path);
      seen.set(path, found);
      for (const link of found.links) {
        const url = new URL(link, origin + path);
        const ours = url.origin === origin && !/^\/(desk|demo)\b/.test(url.pathname);
        const next = url.pathname + url.search;
        if (ours && !known.has(next) && isFollowed(url, path)) {
          known.add(next);
          from.set(next, path);
          waiting.push(next);
        }
      }
      busy--;
    }
  }));
}

const shapes = new Map();

function isFollowed(url, from) {
  if (!url.search.includes('&')) return true;
  if (from.includes('&')) return false;
  const shape = `${url.pathname}?${[...url.searchParams.keys()].join('&')}`;
  shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  return shapes.get(shape) <= OF_A_SHAPE;
}

/** The pages that no link leads to: answers to forms, a city's own pages, what is not there or not any more. */
async function unlinked() {
  const page = await context.newPage();
  for (const lang of LANGUAGES) {
    for (const kind of publicKinds) {
      const address = new URL(kind.path(lang, demo.addresses), origin).href;
      if (!kind.then && !kind.status && seen.has(address.slice(origin.length))) continue;
      await page.goto(address);
      await kind.then?.(page, lang);
      const found = await page.evaluate(look, {});
      // What is not there is not there in another language either.
      if (kind.status >= 400) found.links = found.links.filter((link) => !LANGUAGES.some((other) => link === kind.path(other, demo.addresses)));
      others.set(`${kind.kind}, ${lang}`, found);
    }
  }
  await page.close();
}

test('every link leads somewhere, in one hop', async (t) => {
  const wrong = [...seen].filter(([, { status, redirected }]) => status !== 200 || redirected);
  assert.deepEqual(wrong.map(([path, { status, redirected, from }]) => `${path}: ${redirected ? 'redirected' : status}, from ${from}`), []);
  const dead = [];
  for (const [name, { links }] of others) {
    for (const link of links) {
      const url = new URL(link, origin);
      const found = url.origin === origin && seen.get(url.pathname + url.search);
      if (url.origin === origin && !found && (await fetch(url)).status !== 200) dead.push(`${name}: ${link}`);
    }
  }
  assert.deepEqual(dead, []);
  const pages = [...seen.values()].filter(({ lang }) => lang).length;
  assert.ok(pages > 300, `only ${pages} pages`);
  t.diagnostic(`${seen.size} addresses, ${pages} of them pages`);
});

test('every fragment names a part of its page', () => {
  const wrong = [];
  for (const [path, { links, lang }] of seen) {
    for (const link of lang ? links : []) {
      const url = new URL(link, origin + path);
      const there = url.origin === origin && url.hash && seen.get(url.pathname + url.search);
      if (there?.lang && !there.ids.includes(decodeURIComponent(url.hash.slice(1)))) wrong.push(`${path}: ${link}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('no page has a name for a part twice', () => {
  const twice = [...seen].filter(([, { ids }]) => new Set(ids).size !== ids.length);
  assert.deepEqual(twice.map(([path]) => path), []);
});

for (const lang of LANGUAGES) {
  test(`every control of a page in ${lang} speaks it`, async (t) => {
    const [own, other] = await Promise.all([phrases(lang), phrases(LANGUAGES.find((it) => it !== lang))]);
    const called = await names(lang);
    const forms = new Set(NAMES_OF_FORMS);
    const wrong = new Map();
    let looked = 0;
    for (const [path, page] of [...seen, ...others]) {
      if (page.lang !== lang) continue;
      for (const [text, where] of page.controls) {
        looked++;
        const words = plain(text).replace(/^, |,$/g, '');
        // Names stand beside each other, and behind what they narrow; what somebody looked for is theirs.
        const ours = (name) => own.has(name) || called.has(name);
        const named = [', ', /\s?: /].some((between) => words.split(between).every(ours));
        if (ours(words) || named || forms.has(words) || /^“.*”$|^« .* »$/.test(words)) continue;
        if (!wrong.has(words)) wrong.set(words, `“${words}” (${where}) on ${path}${other.has(words) ? ', which is of the other language' : ''}`);
      }
    }
    assert.ok(looked > 10_000, `only ${looked} texts were looked at`);
    assert.deepEqual([...wrong.values()].slice(0, 60), []);
    t.diagnostic(`${looked} texts of controls`);
  });
}

test('what no link leads to was looked at too', () => {
  for (const kind of ['not-found', 'gone', 'submit-with-errors', 'revise-with-errors', 'status', 'withdraw']) {
    for (const lang of LANGUAGES) {
      const page = others.get(`${kind}, ${lang}`);
      assert.ok(page?.lang === lang && page.controls.length > 10, `${kind}, ${lang}`);
    }
  }
  assert.ok([...seen.keys()].filter((path) => path.includes('&')).length > 100, 'questions with several choices');
});

test('a control in the other language would be found', async () => {
  const [english, french] = await Promise.all(LANGUAGES.map(phrases));
  assert.ok(english.has('Apply filters') && !french.has('Apply filters'));
  assert.ok(french.has('41 pratiques') && !english.has('41 pratiques'));
  assert.ok(english.size === french.size && english.size > 500);
});
