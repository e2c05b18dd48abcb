// What a city does, said in the words on the page: the one place to change when those words change.

import assert from 'node:assert/strict';

import { label as labelled } from './labels.mjs';

// Who sends a form sooner is taken for a program, and its practice is marked as suspicious.
const READING_TIME = 3_100;

/**
 * A practice as a city would type it, with all that is needed to publish it. Its title is its own so that it can be found
 * again, and short enough to stand whole in the subject of a letter.
 */
export function practice(title) {
  return {
    City: 'Amadora, Portugal',
    'Your name': 'Marta Figueira',
    'Your role in the city': 'Coordinator for integration',
    'Your email address': 'marta@amadora.example',
    Title: title,
    Statement: 'Neighbours who speak two languages go along to the first appointments of people who have just moved in.',
    Period: 'since 2019',
    'Main topic': { index: 1 },
    Summary: 'Forty trained neighbours accompany newcomers to the health centre, the school and the town hall, until they know the way.',
    Purpose: 'That nobody misses a vaccination or a school place because of a form.',
    Process: 'The parish trained the first twelve volunteers in 2019, pays their transport, and meets them every month.',
    Impact: 'In 2023 they went along 610 times; missed first appointments at the health centre fell from a third to a tenth.',
    'Advice to another city': 'Pay the volunteers’ transport from the first day.',
    'Who benefits': 'Some 600 newcomers a year.',
    'Led by': 'Parish of Mina de Água',
    'Documents and links': 'https://amadora.example/neighbours',
  };
}

/** Fills in answers by the labels of their questions; `{ index }` chooses from a list. */
export async function fillIn(page, answers) {
  for (const [label, answer] of Object.entries(answers)) {
    const question = page.getByLabel(labelled(label));
    if (typeof answer === 'string') await question.fill(answer);
    else await question.selectOption(answer);
  }
}

/** Sends the form; answers the reference and the address of the status page, which is the receipt. */
export async function submit(page, site, answers) {
  await page.goto(site);
  await page.getByRole('link', { name: 'Submit a practice' }).first().click();
  await fillIn(page, answers);
  await page.getByLabel('Still running').check();
  await page.getByLabel('I agree, for the city').check();
  await page.waitForTimeout(READING_TIME);
  await page.getByRole('button', { name: 'Send the practice' }).click();
  await page.getByText('We have received your practice.').waitFor();
  const reference = (await page.getByText(/^Reference|Reference [A-Z]/).first().innerText()).match(/[A-Z]{2,}-[\w-]+/)?.[0];
  assert.ok(reference, 'the receipt shows a reference');
  return { reference, status: page.url() };
}

/** Follows the letter's button, changes the fields asked about and sends them. */
export async function revise(page, address, answers) {
  await page.goto(address);
  const toForm = page.getByRole('link', { name: /^Make the changes?$/ });
  if (await toForm.count()) await toForm.first().click();
  await fillIn(page, answers);
  await page.getByRole('button', { name: 'Send the changes' }).click();
  await expectTurn(page, /It is the editors’ turn/);
}

export async function expectTurn(page, words) {
  await page.getByRole('heading', { name: words }).waitFor();
}

/** Whether the status page, read again and again, comes to say these words: work in the background takes a moment. */
export async function waitForTurn(page, status, words, { within = 30_000 } = {}) {
  const until = Date.now() + within;
  for (;;) {
    await page.goto(status);
    if (await page.getByRole('heading', { name: words }).count()) return;
    assert.ok(Date.now() < until, `the status page never said ${words}: ${await page.locator('main').innerText()}`);
    await page.waitForTimeout(500);
  }
}

/** Says on the status page that the published text is still right. */
export async function confirm(page, status) {
  await page.goto(status);
  await page.getByRole('button', { name: 'The text is still right' }).click();
  await page.getByText('You last confirmed it on').waitFor();
}
