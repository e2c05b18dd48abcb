// Lighthouse over the list and a practice of the demonstration: `node tests/browser/lighthouse.mjs`. Too slow for each run.
// Prints the four scores of each page; ends with 1 when one is below 95. `npx` fetches Lighthouse from npm.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { CHROMIUM } from './harness/chromium.mjs';
import { startDemo } from './harness/program.mjs';

const LIGHTHOUSE = 'lighthouse@12.8.2';
const BAR = 95;
// Bytes; a report holds a picture of the page.
const OUTPUT_LIMIT = 64 * 1024 * 1024;

async function scores(address) {
  const args = ['--yes', LIGHTHOUSE, address, '--quiet', '--output=json', '--chrome-flags=--headless --no-sandbox --disable-gpu'];
  const { stdout } = await promisify(execFile)('npx', args, {
    env: { ...process.env, CHROME_PATH: CHROMIUM },
    maxBuffer: OUTPUT_LIMIT,
  });
  return Object.values(JSON.parse(stdout).categories).map(({ title, score }) => ({ title, points: Math.round(score * 100) }));
}

const demo = await startDemo();
try {
  const list = demo.addresses.site;
  const html = await (await fetch(list)).text();
  const [path] = html.match(/\/en\/practices\/[a-z0-9-]+/);
  for (const address of [list, new URL(path, list).href]) {
    const found = await scores(address);
    console.log(new URL(address).pathname);
    for (const { title, points } of found) console.log(`  ${points}  ${title}`);
    if (found.some(({ points }) => points < BAR)) process.exitCode = 1;
  }
} finally {
  await demo.stop();
}
