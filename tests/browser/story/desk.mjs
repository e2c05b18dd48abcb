// What an editor does, said in the words on the page: the one place to change when those words change.

import assert from 'node:assert/strict';

/** Follows a sign-in link; where it asks for one, presses its button: opening a link changes nothing by itself. */
export async function signIn(page, address) {
  await page.goto(address);
  const button = page.getByRole('button', { name: /^(Sign in|Continue|Open the desk)/ });
  if (await button.count()) await button.first().click();
  await page.getByRole('link', { name: /^Queue/ }).first().waitFor();
}

/** Opens the item with this title; a new one takes a moment to come through the background. */
export async function openItem(page, desk, title, { within = 30_000 } = {}) {
  const until = Date.now() + within;
  for (;;) {
    await page.goto(desk);
    const link = page.getByRole('link', { name: title });
    if (await link.count()) {
      await link.first().click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      return;
    }
    assert.ok(Date.now() < until, `“${title}” never came into the queue`);
    await page.waitForTimeout(500);
  }
}

/** Asks the city about one field. */
export async function askForChanges(page, field, note) {
  await decision(page, 'Ask for changes').click();
  await page.getByRole('group', { name: /Ask for changes|What should change/ }).getByLabel(field).fill(note);
  await page.getByRole('button', { name: /^Send to the city/ }).click();
  await page.getByRole('status').filter({ hasText: 'changes' }).first().waitFor();
}

export async function approve(page) {
  await decision(page, /^Approve/).click();
  await undoButton(page).waitFor();
}

export async function undo(page) {
  await undoButton(page).click();
  await undoButton(page).waitFor({ state: 'detached' });
}

const decision = (page, name) => page.getByRole('button', { name }).or(page.getByRole('link', { name })).first();
const undoButton = (page) => page.getByRole('button', { name: /^Undo/ }).first();
