// Two processes for the site and two for the background work on PostgreSQL: whichever of the four is killed in the middle
// of the story, it ends well.

import { after, before, test } from 'node:test';

import { launch, visitor } from './harness/chromium.mjs';
import { deploy } from './harness/deployment.mjs';
import { keepFailure } from './harness/pictures.mjs';
import { choosePassword, signIn } from './story/desk.mjs';
import { story } from './story/story.mjs';

const PASSWORD = 'neighbours bake bread on sundays';
// What a killed worker had in hand is taken up by another when its lease is over, 40 s, at the next sweep, 60 s.
const WITHIN = 180_000;

let browser;
let deployment;

before(async () => {
  // One after the other: what was started is ended, whatever fails.
  browser = await launch();
  deployment = await deploy();
  const context = await visitor(browser);
  await choosePassword(await context.newPage(), deployment.invitation, PASSWORD);
  await context.close();
});

after(async () => {
  await browser?.close();
  await deployment?.close();
});

const deaths = [
  { victim: 'web 1', after: 'submitted', title: 'Morning walks' },
  { victim: 'work 1', after: 'changes asked', title: 'Shared kitchens' },
  { victim: 'web 2', after: 'taken back', title: 'Open stages' },
  { victim: 'work 2', after: 'approved', title: 'Street libraries' },
];

for (const { victim, after: moment, title } of deaths) {
  test(`the story ends well although ${victim} is killed after “${moment}”`, { timeout: 400_000 }, async () => {
    const [cityContext, editorContext] = await Promise.all([visitor(browser), visitor(browser)]);
    let killed = false;
    try {
      await story(deployment.addresses, {
        cityContext,
        editorContext,
        title,
        within: WITHIN,
        signIn: (page, desk) => signIn(page, desk, 'ana@network.example', PASSWORD),
        between: async (step) => {
          if (step !== moment) return;
          await deployment.kill(victim);
          killed = true;
        },
      });
    } catch (error) {
      for (const [who, context] of [['city', cityContext], ['editor', editorContext]]) {
        for (const page of context.pages()) await keepFailure(page, `deployment-${victim.replace(' ', '-')}-${who}`);
      }
      throw error;
    } finally {
      await Promise.all([cityContext.close(), editorContext.close()]);
      if (killed) await deployment.revive(victim);
    }
  });
}
