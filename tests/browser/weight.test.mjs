// What a first visit costs: every kind of public page in every language, with nothing kept from before.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { launch, visitor } from './harness/chromium.mjs';
import { startDemo } from './harness/program.mjs';
import { LANGUAGES, publicKinds } from './kinds.mjs';

const PAGE_LIMIT = 220 * 1024;
const SCRIPT_LIMIT = 10 * 1024;

let browser;
let demo;
let origin;
const told = [];

before(async () => {
  browser = await launch();
  demo = await startDemo();
  origin = new URL(demo.addresses.site).origin;
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** The address of a kind of page; answers to forms weigh what their form does. */
async function addressOf({ path, then, status = 200 }, lang) {
  const address = new URL(path(lang, demo.addresses), origin).href;
  if (!then || status === 422) return address;
  const context = await visitor(browser);
  try {
    const page = await context.newPage();
    await page.goto(address);
    await then(page, lang);
    return page.url();
  } finally {
    await context.close();
  }
}

/** Loads a page as a newcomer does; answers what came over the line, by address. */
async function load(address) {
  const context = await visitor(browser);
  try {
    const page = await context.newPage();
    const protocol = await context.newCDPSession(page);
    await protocol.send('Network.enable');
    const requests = new Map();
    protocol.on('Network.responseReceived', ({ requestId, response, type }) => {
      requests.set(requestId, { url: response.url, type, bytes: 0, cookies: 'set-cookie' in response.headers });
    });
    protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (requests.has(requestId)) requests.get(requestId).bytes = encodedDataLength;
    });
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.evaluate(() => document.fonts.ready);
    return { loaded: [...requests.values()], cookies: await context.cookies() };
  } finally {
    await context.close();
  }
}

for (const lang of LANGUAGES) {
  for (const kind of publicKinds) {
    test(`${kind.kind}, ${lang}`, async () => {
      const { loaded, cookies } = await load(await addressOf(kind, lang));
      const sum = (entries) => entries.reduce((all, { bytes }) => all + bytes, 0);
      const list = loaded.map(({ url, bytes }) => `  ${bytes} ${url}`).join('\n');
      assert.ok(sum(loaded) > 10_000, `nothing was measured\n${list}`);
      assert.ok(sum(loaded) <= PAGE_LIMIT, `${sum(loaded)} bytes\n${list}`);
      const scripts = loaded.filter(({ type }) => type === 'Script');
      assert.ok(sum(scripts) <= SCRIPT_LIMIT, `scripts: ${sum(scripts)} bytes\n${list}`);
      assert.ok(loaded.every(({ url }) => new URL(url).origin === origin), `from elsewhere\n${list}`);
      assert.deepEqual(cookies, [], 'a cookie nobody asked for');
      told.push([sum(loaded), `${kind.kind}, ${lang}`]);
    });
  }
}

test('the scripts of a public page are small however they are sent', async () => {
  const page = await (await fetch(`${origin}/en/practices`)).text();
  const sources = [...page.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, source]) => source);
  assert.ok(sources.length > 0);
  const sizes = await Promise.all(sources.map(async (source) => {
    const script = await (await fetch(new URL(source, origin))).arrayBuffer();
    return gzipSync(new Uint8Array(script)).length;
  }));
  assert.ok(sizes.reduce((all, size) => all + size, 0) <= SCRIPT_LIMIT, String(sizes));
});

test('how heavy the pages are', (t) => {
  const [heaviest, lightest] = [told.toSorted((one, other) => other[0] - one[0]), told.toSorted((one, other) => one[0] - other[0])];
  t.diagnostic(`heaviest: ${heaviest.slice(0, 3).map(([bytes, name]) => `${name} ${Math.ceil(bytes / 1024)} KB`).join('; ')}`);
  t.diagnostic(`lightest: ${lightest[0]?.[1]} ${Math.ceil((lightest[0]?.[0] ?? 0) / 1024)} KB`);
});
