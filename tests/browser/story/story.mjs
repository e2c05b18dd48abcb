// The whole way of a practice: a city sends it, an editor asks for a change, the city makes it, the editor approves,
// takes that back, approves again; the practice is published and the city reads of it, and says that it is still right.

import assert from 'node:assert/strict';

import * as city from './city.mjs';
import * as desk from './desk.mjs';
import * as mailbox from './mailbox.mjs';

/**
 * @param {{ site: string, desk: string, mailbox: string }} addresses
 * @param {import('playwright-core').BrowserContext} cityContext the city's browser
 * @param {import('playwright-core').BrowserContext} editorContext the editor's browser
 * @param {(page: import('playwright-core').Page, desk: string) => Promise<void>} signIn how the editor gets in
 * @param {(step: string) => Promise<void>} between what happens between two steps: a process is killed, say
 * @param {number} within the milliseconds that work in the background may take
 */
export async function story(
  addresses,
  { cityContext, editorContext, title, signIn = desk.enterDemo, between = async () => {}, within = 60_000 },
) {
  const [sender, editor] = await Promise.all([cityContext.newPage(), editorContext.newPage()]);
  const quoted = `“${title}”`;

  await signIn(editor, addresses.desk);
  const queue = editor.url();

  const { status } = await city.submit(sender, addresses.site, city.practice(title));
  await between('submitted');

  await desk.openItem(editor, queue, title, { within });
  await desk.askForChanges(editor, 'Impact', 'Over which years did missed appointments fall?');
  await between('changes asked');

  const asked = await mailbox.letter(editor, addresses.mailbox, `One change before ${quoted} can be published`, { within });
  assert.match(asked.words, /Over which years/);
  const link = asked.links.find((address) => address.includes('/status/'));
  assert.ok(link, `the letter leads to the status page: ${asked.links.join(' ')}`);
  await city.revise(sender, link, { Impact: 'From 2019 to 2023 missed first appointments fell from a third to a tenth.' });
  await between('revised');

  await desk.openItem(editor, queue, title, { within });
  assert.match(await editor.locator('main').innerText(), /From 2019 to 2023/);
  await desk.approve(editor, title);
  await desk.undo(editor, title);
  await between('taken back');

  await desk.openItem(editor, queue, title, { within });
  await desk.approve(editor, title);
  await between('approved');

  await city.waitForTurn(sender, status, /It is published/, { within });
  await sender.getByRole('link', { name: title }).or(sender.locator('main a[href*="/practices/"]')).first().click();
  await sender.getByRole('heading', { level: 1, name: title }).waitFor();
  assert.match(await sender.locator('main').innerText(), /From 2019 to 2023/);
  await between('published');

  const subject = `Published: ${quoted}`;
  const published = await mailbox.letter(editor, addresses.mailbox, subject, { within });
  assert.ok(published.links.includes(sender.url()), 'the letter leads to the page');
  assert.equal(await mailbox.count(editor, addresses.mailbox, subject), 1, 'one letter of one event');

  await city.confirm(sender, status);
  await between('confirmed');
}
