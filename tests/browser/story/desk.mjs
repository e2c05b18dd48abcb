// What an editor does, said in the words on the page: the one place to change when those words change.

import assert from 'node:assert/strict';

import { label } from './labels.mjs';

/** Through the demonstration's door: opening it changes nothing, its button signs in. */
export async function enterDemo(page, address) {
  await page.goto(address);
  await page.getByRole('button', { name: /^Enter as/ }).click();
  await page.getByRole('link', { name: /^Queue/ }).first().waitFor();
}

/** The first time, by the link of the invitation. */
export async function choosePassword(page, invitation, password) {
  await page.goto(invitation);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Set the password and sign in' }).click();
  await page.getByRole('link', { name: /^Queue/ }).first().waitFor();
}

export async function signIn(page, address, email, password) {
  await page.goto(address);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: /^Queue/ }).first().waitFor();
}

/** The desk in another language, by the button that says its name. */
export async function switchLanguage(page, lang) {
  await page.locator(`.me button[lang=${lang}]`).click();
  await page.locator(`html[lang=${lang}]`).waitFor();
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
  await page.getByRole('link', { name: /^Ask for changes/ }).click();
  await page.getByRole('group', { name: 'What should change' }).getByLabel(label(field)).fill(note);
  await page.getByRole('button', { name: 'Send to the city' }).click();
  await page.getByRole('status').filter({ hasText: 'Asked for changes' }).waitFor();
}

export async function approve(page, title) {
  await approveButton(page).click();
  await page.getByRole('status').filter({ hasText: `Approved “${title}”` }).waitFor();
}

/** Takes the last decision back: the item is open again. */
export async function undo(page, title) {
  await page.getByRole('status').getByRole('button', { name: /^Undo/ }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await approveButton(page).waitFor();
}

const approveButton = (page) => page.getByRole('button', { name: /^Approve/ });
