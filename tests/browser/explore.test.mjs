// The list of practices as people use it: what scripts add changes how soon they see a result, never which.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, visitor } from './harness/chromium.mjs';
import { startDemo } from './harness/program.mjs';
import { seen } from './harness/seen.mjs';
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

/** Everything of the list that a choice changes, as a reader sees it. */
function shown(page) {
  return page.evaluate(() => {
    const text = (element) => element.innerText.replace(/\s+/g, ' ').trim();
    const all = (selector) => [...document.querySelectorAll(selector)];
    return {
      address: location.pathname + location.search,
      title: document.title,
      total: text(document.getElementById('total')),
      chips: all('#chips a').map((link) => [text(link), link.getAttribute('href')]),
      rows: all('#list .row').map((row) => text(row)),
      links: all('#list .row a').map((link) => link.getAttribute('href')),
      paging: all('#list .paging a').map((link) => link.getAttribute('href')),
      downloads: all('#downloads a, #feed a, #tools a').map((link) => link.getAttribute('href')),
      introduction: text(document.getElementById('introduction')),
      head: all('head > link:is([rel=canonical], [rel=alternate], [rel=prev], [rel=next]), head > meta[name]:is([name=description], [name=robots])')
        .map((it) => [it.rel ?? it.name, it.hreflang ?? '', it.type ?? '', it.title, it.getAttribute('href') ?? it.content].join(' ')).sort(),
      back: document.querySelector('.text-size [name=back]').value,
      counts: all('.tick').map((label) => label.textContent.replace(/\s+/g, ' ').trim()),
      chosen: all('.tick input:checked').map((input) => `${input.name}=${input.value}`),
      idle: all('.tick input:disabled').map((input) => `${input.name}=${input.value}`),
      years: all('.years select').map((select) => [select.value, text(select.selectedOptions[0])]),
      sorts: all('#sort option').map((option) => option.textContent),
      sort: document.getElementById('sort').value,
      words: document.getElementById('q').value,
    };
  });
}

/** What is said aloud, as soon as something is. */
async function spoken(page) {
  await page.waitForFunction(() => document.getElementById('announce').textContent !== '');
  return page.locator('#announce').textContent();
}

/** Waits until the list is that of the address, however it came there. */
async function settled(page, change) {
  const before = await page.evaluateHandle(() => document.getElementById('list'));
  await change();
  await page.waitForFunction((list) => document.getElementById('list') !== list && !document.querySelector('[aria-busy]'), before);
}

const tick = (page, name, value) => page.locator(`.tick input[name=${name}][value="${value}"]`);

/** What a reader does, one thing after the other. */
const STEPS = [
  ['a topic', (page) => tick(page, 'topic', 'education').check()],
  ['a country as well', (page) => tick(page, 'country', 'GB').check()],
  ['another country', (page) => tick(page, 'country', 'UA').check()],
  ['years without a last one', (page) => page.locator('select[name=from]').selectOption('2016')],
  ['a last year', (page) => page.locator('select[name=to]').selectOption('2024')],
  ['an order', (page) => page.locator('#sort').selectOption('title')],
  ['one country less', (page) => tick(page, 'country', 'UA').uncheck()],
  ['words', (page) => page.locator('#q').fill('school')],
  ['a word misspelt', (page) => page.locator('#q').fill('shcool')],
  ['no words', (page) => page.locator('#q').fill('')],
];

/** Each of the other facets from the whole list on. */
const FACETS = [
  ['a city', (page) => tick(page, 'city', 'bradford').check()],
  ['a second city', (page) => tick(page, 'city', 'montreal').check()],
  ['a language', (page) => tick(page, 'language', 'en').check()],
  ['no city', (page) => tick(page, 'city', 'bradford').uncheck()],
  ['no second city', (page) => tick(page, 'city', 'montreal').uncheck()],
  ['a second language', (page) => tick(page, 'language', 'fr').check()],
  ['a collection', (page) => tick(page, 'collection', 'covid-19').check()],
  ['by city', (page) => page.locator('#sort').selectOption('city')],
];

/** Two readers, one with scripts and one whose scripts are blocked. */
async function both(work) {
  const contexts = await Promise.all([visitor(browser), visitor(browser, { javaScript: 'blocked' })]);
  try {
    const [live, plain] = await Promise.all(contexts.map((context) => context.newPage()));
    await work(live, plain);
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
  }
}

/** What is folded has no bearing on what is there. */
const unfold = (page) => page.evaluate(() => { for (const fold of document.querySelectorAll('details')) fold.open = true; });

async function takes(live, plain, steps) {
  for (const [what, step] of steps) {
    await Promise.all([unfold(live), unfold(plain)]);
    await settled(live, () => step(live));
    await step(plain);
    await Promise.all([plain.waitForNavigation(), plain.locator('.search button').click()]);
    await unfold(plain);
    assert.deepEqual(await shown(live), await shown(plain), what);
  }
}

/** Presses the same link on both. */
async function presses(live, plain, selector, what) {
  for (const page of [live, plain]) await Promise.all([page.waitForNavigation(), page.locator(selector).first().click()]);
  await Promise.all([unfold(live), unfold(plain)]);
  assert.deepEqual(await shown(live), await shown(plain), what);
}

for (const lang of LANGUAGES) {
  test(`the same choices give the same list with and without JavaScript, ${lang}`, () => both(async (live, plain) => {
    for (const steps of [STEPS, FACETS]) {
      await Promise.all([live, plain].map((page) => page.goto(`${origin}/${lang}/practices`)));
      const first = await shown(live);
      assert.ok(first.introduction.length > 20, 'the plain list has an introduction');
      await takes(live, plain, steps);
      const now = await shown(live);
      assert.ok(now.rows.length > 0 && now.address !== first.address, 'there is something to compare');
      assert.equal(now.introduction, '');
      await live.goto(new URL(now.address, origin).href);
      assert.equal((await shown(live)).rows.length, now.rows.length, 'the address tells the same list to somebody else');
    }
  }));

  test(`chips, Clear all and pages lead to the same with and without JavaScript, ${lang}`, () => both(async (live, plain) => {
    await Promise.all([live, plain].map((page) => page.goto(`${origin}/${lang}/practices`)));
    await takes(live, plain, [STEPS[0], ['years', STEPS[3][1]]]);
    await presses(live, plain, '#chips .chip', 'one chip less');
    assert.equal(await live.locator('#chips .chip').count(), 1);
    await takes(live, plain, [STEPS[0]]);
    await presses(live, plain, '#chips > a:not(.chip)', 'all cleared');
    const cleared = await shown(live);
    assert.deepEqual([cleared.address, cleared.chips, cleared.chosen], [`/${lang}/practices`, [], []]);
    await presses(live, plain, '.paging [rel=next]', 'the second page');
    assert.match((await shown(live)).address, /page=2/);
    await takes(live, plain, [['a language', (page) => tick(page, 'language', 'en').check()]]);
    assert.doesNotMatch((await shown(live)).address, /page=/, 'another question begins at its first page');
    await presses(live, plain, '.paging [rel=next]', 'the second page of a choice');
    await presses(live, plain, '.paging [rel=prev]', 'and back');
  }));

  test(`the pages beside the list do the same with and without JavaScript, ${lang}`, () => both(async (live, plain) => {
    const go = (selector) => (page) => Promise.all([page.waitForNavigation(), page.locator(selector).first().click()]);
    const walks = {
      coverage: ['coverage', go('.tabs li:nth-child(2) a'), (page) => page.locator('#narrowed').selectOption({ index: 2 }), go('form.acts button'), go('table a')],
      booklet: ['practices?topic=education', go('#downloads a[href*=booklet]'), (page) => page.locator('.booklet .tick input').first().uncheck()],
      'text size': ['topics', go('.text-size button[value=large]'), go('main li a'), go('.text-size button[value=small]')],
      topic: ['topics/education', go('.counted a')],
      country: ['countries/it', go('.acts a')],
      city: ['cities', go('.counted a, .names a')],
      collection: ['collections/covid-19', go('.row h3 a')],
    };
    for (const [name, [path, ...steps]] of Object.entries(walks)) {
      for (const page of [live, plain]) await page.goto(`${origin}/${lang}/${path}`);
      assert.deepEqual(await seen(live), await seen(plain), name);
      for (const [at, step] of steps.entries()) {
        for (const page of [live, plain]) await step(page).catch((error) => assert.fail(`${name}, step ${at + 1}: ${error}`));
        assert.deepEqual(await seen(live), await seen(plain), `${name}, step ${at + 1}`);
      }
    }
    // What the booklet's form would fetch is the same file.
    const asked = (page) => page.locator('form.booklet').evaluate((form) => `${form.action}?${new URLSearchParams(new FormData(form))}`);
    for (const page of [live, plain]) {
      await page.goto(`${origin}/${lang}/booklet?collection=covid-19`);
      await page.locator('.booklet .tick input').first().uncheck();
    }
    assert.equal(await asked(live), await asked(plain));
  }));
}

test('typing changes the list, keeps the place and is told aloud', async () => {
  const context = await visitor(browser);
  try {
    const page = await context.newPage();
    await page.goto(`${origin}/en/practices`);
    const search = page.locator('#q');
    await search.focus();
    await settled(page, () => page.keyboard.type('school'));
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q', 'focus stays where it was');
    assert.equal(await search.inputValue(), 'school');
    assert.match(await spoken(page), /^\d+ practices?$/);
    assert.equal(await spoken(page), await page.locator('#total').textContent());
    assert.equal(await page.locator('#announce').getAttribute('role'), 'status');
    // The same number again is said again: what is spoken goes before it comes.
    await page.evaluate(() => {
      globalThis.said = [];
      new MutationObserver(() => globalThis.said.push(document.getElementById('announce').textContent))
        .observe(document.getElementById('announce'), { childList: true, characterData: true, subtree: true });
    });
    const number = await spoken(page);
    await settled(page, () => page.locator('#sort').selectOption('title'));
    assert.equal(await spoken(page), number);
    assert.deepEqual(await page.evaluate(() => globalThis.said), ['', number]);
    await search.focus();
    await settled(page, () => page.keyboard.type('zzzzzzzz'));
    assert.equal(await spoken(page), 'No practices');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
  } finally {
    await context.close();
  }
});

test('Back brings the list back as it was, choice by choice, and where it was', async () => {
  const context = await visitor(browser);
  try {
    const page = await context.newPage();
    await page.goto(`${origin}/en/practices`);
    const first = await shown(page);
    await settled(page, () => tick(page, 'topic', 'education').check());
    const second = await shown(page);
    await settled(page, () => tick(page, 'topic', 'multilingualism').check());
    const third = await shown(page);
    const row = page.locator('#list .row h3 a').nth(9);
    await row.scrollIntoViewIfNeeded();
    assert.ok(await page.evaluate(() => scrollY) > 500, 'far down the list');
    // What counts is what the eye sees: the row stands where it stood.
    const top = () => row.evaluate((link) => link.getBoundingClientRect().top);
    const place = await top();
    await Promise.all([page.waitForURL(/practices\/[a-z]/), row.click()]);
    await page.goBack();
    await page.waitForLoadState('load');
    await page.evaluate(() => document.fonts.ready);
    assert.ok(Math.abs(await top() - place) < 60, `the row stood at ${place}, now at ${await top()}`);
    assert.deepEqual(await shown(page), third);
    await settled(page, () => page.goBack());
    assert.deepEqual(await shown(page), second);
    await settled(page, () => page.goBack());
    assert.deepEqual(await shown(page), first);
    await settled(page, () => page.goForward());
    assert.deepEqual(await shown(page), second);
  } finally {
    await context.close();
  }
});

test('the way back from a practice leads to the list it was found in', async () => {
  const context = await visitor(browser);
  try {
    const page = await context.newPage();
    await page.goto(`${origin}/en/practices`);
    await settled(page, () => tick(page, 'topic', 'education').check());
    const list = await shown(page);
    await page.locator('#list .row h3 a').first().click();
    await page.locator('.back a').click();
    assert.deepEqual(await shown(page), list);
  } finally {
    await context.close();
  }
});
