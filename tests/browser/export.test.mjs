// The site as files, opened from a disk without any server: its search finds, its links lead on, axe finds nothing.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { axe } from './harness/checks.mjs';
import { launch, visitor } from './harness/chromium.mjs';
import { start, startDemo } from './harness/program.mjs';

let browser;
let folder;
let data;

before(async () => {
  browser = await launch();
  folder = await mkdtemp(path.join(tmpdir(), 'commons-copy-'));
  const demo = await startDemo('--keep');
  data = /data is kept in (\S+)\.\n/.exec(demo.output())[1];
  const copied = await start(['--data', data, 'export', 'site', path.join(folder, 'site')], (said) => /files are in/.exec(said));
  await copied.stop();
  await demo.stop();
});

after(async () => {
  await browser?.close();
  for (const made of [folder, data]) if (made) await rm(made, { recursive: true, force: true });
});

async function open(file, options) {
  const page = await (await visitor(browser, options)).newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('requestfailed', (request) => faults.push(request.url()));
  page.on('request', (request) => request.url().startsWith('file:') || faults.push(request.url()));
  await page.goto(pathToFileURL(path.join(folder, 'site', file)).href);
  return { page, faults };
}

for (const [lang, words, topic] of [['en', 'library', 'Education'], ['fr', 'bibliothèque', 'Éducation']]) {
  test(`a copy is searched without a server, ${lang}`, async () => {
    const { page, faults } = await open(`${lang}/practices.html`);
    const all = await page.locator('li.row').count();
    await axe(page);
    await page.locator('#q').fill(words.toUpperCase());
    await page.locator('.search .button').click();
    await page.waitForURL(/q=/);
    const found = await page.locator('li.row').count();
    assert.ok(found > 0 && found < all, `${found} of ${all}`);
    assert.match(await page.locator('#total').innerText(), new RegExp(`^${found} `));
    await axe(page);
    await page.locator('li.row a').first().click();
    await page.waitForURL(/\/practices\/[^/]+\.html$/);
    assert.equal(await page.locator('h1').count(), 1);
    await axe(page);
    await page.locator('.back a').click();
    await page.waitForURL(/\/practices\.html$/);
    await page.locator('#topic').selectOption({ label: topic });
    await page.locator('form#filters button').click();
    await page.waitForURL(/topic=/);
    assert.ok((await page.locator('li.row').count()) > 0);
    assert.deepEqual(faults, []);
  });
}

test('a link to a filtered list shows that list in a copy too', async () => {
  const { page, faults } = await open('en/practices.html');
  const list = page.url();
  const found = async (query) => {
    await page.goto(`${list}?${query}`);
    return page.locator('li.row h3').allInnerTexts();
  };
  const whole = await page.evaluate(() => globalThis.commons.practices.length);
  const lists = {};
  for (const query of ['collection=covid-19', 'language=fr', 'to=2010', 'from=2022', 'from=2022&to=2018', 'year=2018']) {
    lists[query] = await found(query);
    assert.ok(lists[query].length > 0 && lists[query].length < whole, `${query}: ${lists[query].length} of ${whole}`);
  }
  const [between, single] = [lists['from=2022&to=2018'], lists['year=2018']];
  assert.ok(single.every((title) => between.includes(title)), 'a year of a span is within it');
  assert.deepEqual(faults, []);
});

test('without JavaScript a copy says so, and its list is whole', async () => {
  const { page } = await open('en/practices.html', { javaScript: false });
  assert.match(await page.locator('section.facets').innerText(), /needs JavaScript/);
  await page.locator('a[rel=next], .paging a').last().click();
  await page.waitForURL(/practices-page-\d+\.html$/);
  assert.ok((await page.locator('li.row').count()) > 0);
});
