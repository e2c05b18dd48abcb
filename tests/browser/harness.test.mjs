// The harness itself: a check that cannot fail would be worth nothing.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { balance } from './harness/balancer.mjs';
import { axe, fits, watch, wellMade } from './harness/checks.mjs';
import { launch, NARROW, visitor } from './harness/chromium.mjs';
import { demoAddresses, start } from './harness/program.mjs';

const page_ = (body, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>Cities</title>${head}</head><body><main><h1>Cities</h1>${body}</main></body></html>`;
const pages = {
  '/good': page_('<p>What cities have tried.</p>'),
  '/no-alt': page_('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">'),
  '/pale': page_('<p style="color:#ccc;background:#fff">What cities have tried.</p>'),
  '/wide': page_('<div style="width:500px;height:1px"></div>'),
  '/cut': page_('<div style="overflow:hidden"><button style="margin-left:300px">Approve and next</button></div>'),
  '/squeezed': page_('<div style="display:grid;grid-template-columns:0 1fr"><p>What cities have tried.</p></div>'),
  '/scroller': page_('<div style="overflow-x:auto" tabindex="0" role="group" aria-label="Wide"><p style="width:500px">Wide</p></div>'),
  '/broken': page_('<p>x</p>', '<script>missing()</script>'),
  '/third-party': page_('<p>x</p>', '<link rel="stylesheet" href="http://127.0.0.2:9/x.css">'),
};

let browser;
let server;
let origin;

before(async () => {
  browser = await launch();
  server = createServer((request, response) => {
    const body = pages[request.url];
    response.writeHead(body ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      // As strict as the program's own, so that axe is known to work under it.
      'content-security-policy': "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; script-src 'self' 'unsafe-inline'",
    });
    response.end(body ?? page_('<p>Not found</p>'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${server.address().port}`;
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function open(path, wishes) {
  const context = await visitor(browser, wishes);
  const page = await context.newPage();
  const watching = watch(page, { origin });
  await page.goto(origin + path);
  return { page, watching, close: () => context.close() };
}

test('a good page passes, with and without JavaScript', async () => {
  for (const javaScript of [true, 'blocked', false]) {
    const { page, watching, close } = await open('/good', { javaScript, viewport: NARROW });
    if (javaScript) await axe(page);
    await fits(page);
    await wellMade(page, 'en');
    watching.quiet();
    await close();
  }
});

for (const [path, finding] of [['/no-alt', /image-alt/], ['/pale', /color-contrast/]]) {
  test(`axe finds ${finding.source}`, async () => {
    const { page, close } = await open(path);
    await assert.rejects(axe(page), finding);
    await close();
  });
}

for (const [path, finding] of [['/wide', /in a window of 320/], ['/cut', /Approve and next/], ['/squeezed', /squeezed to nothing/]]) {
  test(`what reaches outside the window is found: ${path}`, async () => {
    const { page, close } = await open(path, { viewport: NARROW });
    await assert.rejects(fits(page), finding);
    await close();
  });
}

test('a part that scrolls by itself is fine', async () => {
  const { page, close } = await open('/scroller', { viewport: NARROW });
  await fits(page);
  await axe(page);
  await close();
});

for (const [path, finding] of [['/broken', /script error/], ['/third-party', /third party/], ['/nowhere', /404/]]) {
  test(`what goes wrong behind a page is found: ${path}`, async () => {
    const { page, watching, close } = await open(path);
    await page.waitForLoadState('networkidle');
    assert.throws(() => watching.quiet(), finding);
    await close();
  });
}

test('a page in the wrong language is found', async () => {
  const { page, close } = await open('/good');
  await assert.rejects(wellMade(page, 'fr'), /language/);
  await close();
});

test('the five addresses are read from what the demo prints', () => {
  const four = ['Site     http://127.0.0.1:1/en/', 'Desk http://127.0.0.1:1/a?b=c', '  City http://127.0.0.1:1/c', 'Mailbox http://127.0.0.1:1/m'];
  assert.equal(demoAddresses(four.join('\n')), undefined);
  const five = demoAddresses([...four, 'Docs http://127.0.0.1:1/d'].join('\n'));
  assert.equal(five.desk, 'http://127.0.0.1:1/a?b=c');
  assert.equal(Object.keys(five).length, 5);
});

test('a program that ends before it is ready tells what it printed', async () => {
  const shell = { program: '/bin/sh' };
  await assert.rejects(start(['-c', 'echo no database; exit 3'], demoAddresses, shell), /ended with 3.*\n?.*no database/s);
});

test('a program is stopped politely', async () => {
  const script = "trap 'exit 0' INT; echo ready; while :; do sleep 0.1; done";
  const running = await start(['-c', script], (output) => output.includes('ready'), { program: '/bin/sh' });
  assert.equal(await running.stop(), 0);
});

test('the balancer leads past a dead process', async () => {
  const dead = createServer().listen(0, '127.0.0.1');
  await once(dead, 'listening');
  const port = dead.address().port;
  await new Promise((resolve) => dead.close(resolve));

  const balancer = await balance([port, server.address().port]);
  for (let i = 0; i < 4; i++) {
    const answer = await fetch(`${balancer.address}/good`, { headers: { connection: 'close' } });
    assert.equal(answer.status, 200);
  }
  await balancer.close();
});
