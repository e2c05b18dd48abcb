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

for (const [lang, words, topic] of [['en', 'library', 'Education'], ['fr', 'école', 'Éducation']]) {
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

test('a copy narrows by all that links narrow by, and says so', async () => {
  const { page, faults } = await open('en/practices.html');
  const all = await page.locator('li.row').count();
  for (const [query, chips] of [
    ['?from=2018&to=2019', ['From 2018', 'To 2019']],
    ['?year=2018', ['2018']],
    ['?collection=covid-19', [/COVID/]],
    ['?language=fr', ['French']],
    ['?country=it', ['Italy']],
    ['?q=voice+messages&country=AT', [/voice messages/, 'Austria']],
  ]) {
    await page.goto(pathToFileURL(path.join(folder, 'site', 'en/practices.html')).href + query);
    assert.ok((await page.locator('li.row').count()) > 0, query);
    const shown = (await page.locator('#chips .chip').allInnerTexts()).map((text) => text.replace(/^Remove\s+/, ''));
    assert.equal(shown.length, chips.length, `${query}: ${shown}`);
    chips.forEach((chip, at) => assert.match(shown[at], chip instanceof RegExp ? chip : new RegExp(chip)));
  }
  await axe(page);
  await page.locator('#chips .chip').first().click();
  await page.waitForURL(/\?country=AT$/);
  await page.locator('#chips > a').last().click();
  await page.waitForURL(/practices\.html$/);
  assert.equal(await page.locator('li.row').count(), all);
  assert.deepEqual(faults, []);
});

test('without JavaScript a copy says so, and its list is whole', async () => {
  const { page } = await open('en/practices.html', { javaScript: false });
  assert.match(await page.locator('section.facets').innerText(), /needs JavaScript/);
  await page.locator('a[rel=next], .paging a').last().click();
  await page.waitForURL(/practices-page-\d+\.html$/);
  assert.ok((await page.locator('li.row').count()) > 0);
});
