// The list of practices as people use it: what scripts add changes how soon they see a result, never which.

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
      downloads: all('#downloads a, #feed, #tools a').map((link) => link.getAttribute('href')),
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
  ['years', (page) => page.locator('select[name=from]').selectOption('2016')],
  ['an order', (page) => page.locator('#sort').selectOption('title')],
  ['one country less', (page) => tick(page, 'country', 'UA').uncheck()],
  ['words', (page) => page.locator('#q').fill('school')],
];

for (const lang of LANGUAGES) {
  test(`the same choices give the same list with and without JavaScript, ${lang}`, async () => {
    const [live, plain] = await Promise.all([visitor(browser), visitor(browser, { javaScript: 'blocked' })]);
    try {
      const [with_, without] = await Promise.all([live.newPage(), plain.newPage()]);
      await Promise.all([with_, without].map((page) => page.goto(`${origin}/${lang}/practices`)));
      for (const [what, step] of STEPS) {
        for (const page of [with_, without]) {
          await page.evaluate(() => { for (const fold of document.querySelectorAll('details')) fold.open = true; });
        }
        await settled(with_, () => step(with_));
        await step(without);
        await Promise.all([without.waitForNavigation(), without.locator('.search button').click()]);
        // What is folded has no bearing on what is there.
        await without.evaluate(() => { for (const fold of document.querySelectorAll('details')) fold.open = true; });
        assert.deepEqual(await shown(with_), await shown(without), what);
      }
      assert.ok((await shown(with_)).rows.length > 0, 'there is something to compare');
      const [address, list] = await with_.evaluate(() => [location.href, document.querySelectorAll('#list .row').length]);
      await with_.goto(address);
      assert.equal((await shown(with_)).rows.length, list, 'the address tells the same list to somebody else');
    } finally {
      await Promise.all([live.close(), plain.close()]);
    }
  });
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
    const said = await page.locator('#announce').textContent();
    assert.match(said, /^\d+ practices?$/);
    assert.equal(said, await page.locator('#total').textContent());
    assert.equal(await page.locator('#announce').getAttribute('role'), 'status');
    await settled(page, () => page.keyboard.type('zzzzzzzz'));
    assert.equal(await page.locator('#announce').textContent(), 'No practices');
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
