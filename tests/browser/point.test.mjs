// Pointing at a partner's page: with the mouse, with the keyboard alone, and from the list where scripts are off.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';

import { axe, fits, watch } from './harness/checks.mjs';
import { launch, visitor } from './harness/chromium.mjs';
import { keep, keepFailure } from './harness/pictures.mjs';
import { startDemo } from './harness/program.mjs';
import { enterDemo } from './story/desk.mjs';

const SOURCE = 'northern-harbour-cities';

let browser;
let demo;
let origin;

before(async () => {
  browser = await launch();
  demo = await startDemo();
  origin = new URL(demo.addresses.site).origin;
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** The page to point at, for an admin. */
async function pointing(t, options) {
  const context = await visitor(browser, options);
  const page = await context.newPage();
  t.after(() => context.close());
  await enterDemo(page, demo.addresses.desk);
  const watching = watch(page, { origin });
  // The demonstration has just begun to read the site: its list is kept when that run is over.
  const until = Date.now() + 60_000;
  do await page.goto(`${origin}/desk/sources/${SOURCE}/point`);
  while (!(await page.locator('iframe[data-kind=list]').count()) && Date.now() < until);
  return { page, watching };
}

/** The elements of the frame that is shown. */
const shown = (page, selector) => page.locator('#point-room iframe:not([hidden])').contentFrame().locator(selector);

/** Clicks where an element lies: the sheet over the frame takes the click. */
async function clickOn(page, element) {
  await element.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await element.boundingBox();
  await page.mouse.click(x + Math.min(width / 2, 40), y + height / 2);
}

const told = (page, words) => page.getByRole('status').filter({ hasText: words }).waitFor();

test('two titles pointed at are a rule for all, which is tried before it is used', async (t) => {
  const { page, watching } = await pointing(t);
  try {
    await page.getByLabel('What are you pointing at?').selectOption('card.summary');
    const teasers = shown(page, '.teaser');
    await clickOn(page, teasers.nth(0));
    await told(page, 'Found: 6');
    assert.equal(await page.locator('#selector').inputValue(), '.teaser', 'the library makes a selector inside the box');
    await page.getByLabel('What are you pointing at?').selectOption('card');
    await page.locator('#point-clear').click();
    await clickOn(page, shown(page, 'h2').nth(0));
    await told(page, 'Point at a second one');
    await clickOn(page, shown(page, 'h2').nth(1));
    await told(page, 'Found: 6');
    assert.equal(await page.locator('#selector').inputValue(), 'li.practice-item');
    assert.equal(await page.locator('#point-matches li').count(), 6);
    assert.equal(await shown(page, '[data-commons-hit="6"]').count(), 1, 'matches are numbered on the page');
    await axe(page);
    await fits(page);
    await keep(page, 'source-point-two');
    await page.getByRole('button', { name: 'Take this rule' }).click();
    await page.getByText('listing.card = "li.practice-item"').waitFor();
    await page.getByRole('button', { name: 'Use these rules' }).click();
    await page.getByRole('button', { name: 'Use these settings' }).click();
    await page.getByRole('heading', { name: 'The last runs' }).waitFor();
    assert.equal(await page.locator('#listing_card').inputValue(), 'li.practice-item');
    watching.quiet();
  } catch (error) {
    await keepFailure(page, 'point-mouse');
    throw error;
  }
});

test('a heading is found with the keyboard alone', async (t) => {
  const { page, watching } = await pointing(t);
  try {
    await page.getByLabel('What are you pointing at?').selectOption('title');
    const sheet = page.getByRole('application', { name: 'The page as it was kept' });
    await page.locator('#point-page').focus();
    await page.keyboard.press('Tab');
    assert.ok(await sheet.evaluate((element) => element === document.activeElement), 'the page is the next stop');
    await page.keyboard.press('Escape');
    // From the header of the page to its main part, into it, into the article, and on to its second piece.
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    await told(page, 'h1:');
    await page.keyboard.press('Enter');
    await told(page, 'Found: 1');
    assert.equal(await page.locator('#selector').inputValue(), 'h1');
    await page.locator('input[name=take][value=besides]').check();
    await page.getByRole('button', { name: 'Take this rule' }).press('Enter');
    await page.locator('pre', { hasText: 'fields.title' }).waitFor();
    await page.getByRole('button', { name: 'Try without writing' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: /^Trial/ }).waitFor({ timeout: 60_000 });
    // Read by the new rule they say what they said: known as they are.
    assert.ok((await page.locator('main section.found, main h2 + ul a').count()) > 0, 'the dry run shows practices');
    watching.quiet();
  } catch (error) {
    await keepFailure(page, 'point-keys');
    throw error;
  }
});

test('without scripts a piece is chosen from the list', async (t) => {
  const { page } = await pointing(t, { javaScript: false });
  assert.match(await page.locator('main noscript').textContent(), /Pointing needs scripts/);
  await page.getByLabel('What are you pointing at?').selectOption('card.cities');
  await page.getByText('Choose from a list of the page’s pieces').click();
  await page.locator('input[name=listed][value="p.where"]').check();
  await page.getByRole('button', { name: 'Take this rule' }).click();
  await page.locator('pre', { hasText: 'select = "p.where", from = "card"' }).waitFor();
});

test('a frame can do nothing, and a bad selector is told at its place', async (t) => {
  const { page, watching } = await pointing(t);
  for (const frame of await page.locator('#point-room iframe').all()) {
    assert.equal(await frame.getAttribute('sandbox'), 'allow-same-origin');
    const document = await frame.getAttribute('srcdoc');
    assert.ok(!/<script|<style|\ssrc=|\sstyle=|\son\w+=/i.test(document), document.slice(0, 400));
  }
  watching.quiet();
  await page.locator('#selector').fill('h1 >');
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Take this rule' }).click();
  assert.equal((await answered).status(), 422);
  await page.locator('#selector[aria-invalid=true]').waitFor();
  assert.equal(await page.locator('#selector').inputValue(), 'h1 >');
});

test('what elements have in common becomes the shortest selector of their kind', async (t) => {
  const context = await visitor(browser);
  t.after(() => context.close());
  const page = await context.newPage();
  const alike = await readFile(new URL('../../src/web/assets/js/alike.js', import.meta.url), 'utf8');
  const made = await page.evaluate(async (source) => {
    const library = await import(`data:text/javascript,${encodeURIComponent(source)}`);
    const all = (css) => [...document.body.querySelectorAll(css)];
    const of = (html, one, other) => {
      document.body.innerHTML = html;
      return library.alike([document.querySelector(one), document.querySelector(other)], all);
    };
    const nav = '<nav><a id=n1>x</a><a>y</a></nav>';
    const within = (html, css, box) => {
      document.body.innerHTML = html;
      return library.alikeWithin(all(css), all(css).map((element) => element.closest(box)));
    };
    return {
      classes: of('<ul><li><h2 class="t a1x22" id=a>1</h2><li><h2 class=t id=b>2</h2><li><h2 class=t>3</h2></ul>', '#a', '#b'),
      bare: of(`${nav}<ol class=all><li><a id=a1>1</a><li><a id=b1>2</a><li><a>3</a></ol>`, '#a1', '#b1'),
      deep: of('<div id=main><p><b class=w id=a2>1</b></p><div><p><b class=w id=b2>2</b></p></div></div><b class=w>3</b>', '#a2', '#b2'),
      tags: of('<div class=s><h2 class=k id=a3>1</h2><h3 class=k id=b3>2</h3></div>', '#a3', '#b3'),
      boxes: within('<i class=box><u>1</u><u class=x>2</u></i><i class=box><u>1</u><u class=x>2</u></i>', 'u:first-child', '.box'),
      names: ['title', 'post-4711', 'is-open', 'css-1x8z9a', 'card__title', 'nav-active', 'h2'].filter(library.lasting),
    };
  }, alike);
  assert.deepEqual(made, {
    classes: 'h2.t',
    bare: 'ol.all a',
    deep: '#main b.w',
    tags: '.k',
    boxes: 'u',
    names: ['title', 'card__title', 'h2'],
  });
});
