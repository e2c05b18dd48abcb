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
async function load(address, pictures = 0) {
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
    // Pictures far below come when a reader nears them; here they count as if they came at once.
    for (let number = 0; number < pictures; number += 1) {
      const picture = page.locator('figure img').nth(number);
      await picture.scrollIntoViewIfNeeded();
      await picture.evaluate((image) => image.decode());
    }
    await page.waitForLoadState('networkidle');
    return { loaded: [...requests.values()], cookies: await context.cookies() };
  } finally {
    await context.close();
  }
}

/** Practices that need more than most: pictures, letters of other alphabets, both, a long text. */
const HEAVY = [
  ['surf-art', 'with a picture', 1],
  ['intercultural-map-of-melitopol', 'with a picture and Cyrillic letters', 1],
  ['one-city-the-whole-world', 'with Greek letters', 0],
  ['shared-history-curriculum', 'with Cyrillic letters', 0],
  ['pandemic-information-in-many-languages', 'long', 0],
];
const heavyKinds = HEAVY.map(([slug, what, pictures]) => ({
  kind: `practice ${what}`,
  path: (lang) => `/${lang}/practices/${slug}`,
  pictures,
}));

const gzipped = new Map();
/** What a script weighs when it is sent with gzip, however this visit had it. */
async function gzipOf(url) {
  if (!gzipped.has(url)) gzipped.set(url, gzipSync(new Uint8Array(await (await fetch(url)).arrayBuffer())).length);
  return gzipped.get(url);
}

for (const lang of LANGUAGES) {
  for (const kind of [...publicKinds, ...heavyKinds]) {
    test(`${kind.kind}, ${lang}`, async () => {
      const { loaded, cookies } = await load(await addressOf(kind, lang), kind.pictures);
      const sum = (entries) => entries.reduce((all, { bytes }) => all + bytes, 0);
      const list = loaded.map(({ url, bytes }) => `  ${bytes} ${url}`).join('\n');
      assert.ok(sum(loaded) > 10_000, `nothing was measured\n${list}`);
      assert.ok(sum(loaded) <= PAGE_LIMIT, `${sum(loaded)} bytes\n${list}`);
      const scripts = loaded.filter(({ type }) => type === 'Script');
      assert.ok(sum(scripts) <= SCRIPT_LIMIT, `scripts: ${sum(scripts)} bytes\n${list}`);
      const zipped = await Promise.all(scripts.map(({ url }) => gzipOf(url)));
      assert.ok(zipped.reduce((all, size) => all + size, 0) <= SCRIPT_LIMIT, `scripts with gzip: ${zipped} bytes\n${list}`);
      if (kind.pictures !== undefined) {
        const pictures = loaded.filter(({ url }) => new URL(url).pathname.startsWith('/files/'));
        assert.equal(pictures.length, kind.pictures, `pictures\n${list}`);
        assert.ok(pictures.every(({ url }) => /-(352|704|1408)$/.test(url)), `a picture whole\n${list}`);
      }
      assert.ok(loaded.every(({ url }) => new URL(url).origin === origin), `from elsewhere\n${list}`);
      assert.deepEqual(cookies, [], 'a cookie nobody asked for');
      told.push([sum(loaded), `${kind.kind}, ${lang}`]);
    });
  }
}

test('how heavy the pages are', (t) => {
  const [heaviest, lightest] = [told.toSorted((one, other) => other[0] - one[0]), told.toSorted((one, other) => one[0] - other[0])];
  t.diagnostic(`heaviest: ${heaviest.slice(0, 3).map(([bytes, name]) => `${name} ${Math.ceil(bytes / 1024)} KB`).join('; ')}`);
  t.diagnostic(`lightest: ${lightest[0]?.[1]} ${Math.ceil((lightest[0]?.[0] ?? 0) / 1024)} KB`);
});
