// The story of a practice in a browser, with and without JavaScript, over the demo as it starts for a newcomer.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, visitor } from './harness/chromium.mjs';
import { keepFailure } from './harness/pictures.mjs';
import { startDemo } from './harness/program.mjs';
import { story } from './story/story.mjs';

let browser;
let demo;

before(async () => {
  // One after the other: what was started is ended, whatever fails.
  browser = await launch();
  demo = await startDemo();
});

after(async () => {
  await browser?.close();
  if (demo) assert.equal(await demo.stop(), 0, 'the demo ends well on Ctrl-C');
});

test('each address that the demo prints answers', async () => {
  for (const [name, address] of Object.entries(demo.addresses)) {
    const answer = await fetch(address);
    assert.equal(answer.status, 200, `${name}: ${address}`);
  }
});

for (const javaScript of [true, false]) {
  test(`a practice from the form to the mail, JavaScript ${javaScript ? 'on' : 'off'}`, { timeout: 300_000 }, async () => {
    const [cityContext, editorContext] = await Promise.all([visitor(browser, { javaScript }), visitor(browser, { javaScript })]);
    try {
      const title = javaScript ? 'Good neighbours' : 'New neighbours';
      await story(demo.addresses, { cityContext, editorContext, title });
    } catch (error) {
      for (const [who, context] of [['city', cityContext], ['editor', editorContext]]) {
        for (const page of context.pages()) await keepFailure(page, `story-${javaScript}-${who}`);
      }
      throw error;
    } finally {
      await Promise.all([cityContext.close(), editorContext.close()]);
    }
  });
}
