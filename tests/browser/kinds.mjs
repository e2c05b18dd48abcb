// Every kind of page there is: the one list to add a new page to. The sweep looks at each in every language, scheme
// and width.
//
//   kind   a name for the page, unique
//   as     who looks: nobody (anyone) or editor (signed in, in the language looked at)
//   path   its address, by language; `addresses` are those the demo printed
//   then   optional: what a person does on that page to reach the kind meant; answers the last response
//   status the answer's status, when it is not 200
//   langs  the languages there are, when not all of them
//   paper  false where nobody would print it
//   closer pictures are kept of every view there is, as `views.mjs` tells them

export const LANGUAGES = ['en', 'fr'];

/** The status page of the city that the demo prints, in any language. */
const ofTheCity = (more = '') => (lang, { city }) => city.replace('/en/status/', `/${lang}/status/`) + more;

/** A practice of the demonstration that somebody translated into a language. */
const TRANSLATED = { en: 'migrationsbeirat-neukoelln', fr: 'a-city-international-policy' };

const site = [
  { kind: 'explore', path: (lang) => `/${lang}/practices`, closer: true },
  { kind: 'explore-filtered', path: (lang) => `/${lang}/practices?topic=education&country=IT&from=2010&to=2024` },
  { kind: 'explore-nothing-found', path: (lang) => `/${lang}/practices?q=xyzzyx` },
  { kind: 'explore-third-page', path: (lang) => `/${lang}/practices?page=3` },
  { kind: 'explore-marked', path: (lang) => `/${lang}/practices?q=school+%22of+the%22`, then: has('main mark') },
  { kind: 'explore-forgiven', path: (lang) => `/${lang}/practices?q=mosqe+project`, then: has('#list .note') },
  { kind: 'practice', path: (lang) => `/${lang}/practices`, then: follow('main h3 a, main h2 a'), closer: true },
  { kind: 'practice-translated', path: (lang) => `/${lang}/practices/${TRANSLATED[lang]}`, then: has('.story > .note') },
  { kind: 'practice-original', path: (lang) => `/${lang}/practices/${TRANSLATED[lang]}?text=original` },
  { kind: 'practice-greek', path: (lang) => `/${lang}/practices/geitonies-kai-prosfyges-patras`, then: has('h1[lang=el]') },
  { kind: 'practice-cyrillic', path: (lang) => `/${lang}/practices/biblioteka-bez-stin-vinnytsia`, then: has('h1[lang=uk]') },
  { kind: 'practice-right-to-left', path: (lang) => `/${lang}/practices/bayt-al-jiran-haifa`, then: has('h1[dir=rtl]') },
  { kind: 'gone', path: (lang) => `/${lang}/practices/summer-kitchens-of-calderdale`, status: 410 },
  { kind: 'cities', path: (lang) => `/${lang}/cities` },
  { kind: 'city', path: (lang) => `/${lang}/cities`, then: follow('main .counted a') },
  { kind: 'city-empty', path: (lang) => `/${lang}/cities/riga` },
  { kind: 'topics', path: (lang) => `/${lang}/topics` },
  { kind: 'topic', path: (lang) => `/${lang}/topics/education` },
  { kind: 'countries', path: (lang) => `/${lang}/countries` },
  { kind: 'country', path: (lang) => `/${lang}/countries/it` },
  { kind: 'country-empty', path: (lang) => `/${lang}/countries/lv` },
  { kind: 'coverage', path: (lang) => `/${lang}/coverage`, closer: true },
  { kind: 'coverage-years', path: (lang) => `/${lang}/coverage?table=topics-years&country=IT` },
  { kind: 'collections', path: (lang) => `/${lang}/collections` },
  { kind: 'collection', path: (lang) => `/${lang}/collections/covid-19`, closer: true },
  { kind: 'booklet', path: (lang) => `/${lang}/booklet?collection=covid-19` },
  { kind: 'data', path: (lang) => `/${lang}/data` },
  { kind: 'template', path: (lang) => `/${lang}/template` },
  { kind: 'about', path: (lang) => `/${lang}/about` },
  { kind: 'criteria', path: (lang) => `/${lang}/how-practices-are-chosen` },
  { kind: 'accessibility', path: (lang) => `/${lang}/accessibility` },
  { kind: 'privacy', path: (lang) => `/${lang}/privacy` },
  { kind: 'submit', path: (lang) => `/${lang}/submit` },
  { kind: 'submit-with-errors', path: (lang) => `/${lang}/submit`, then: press('#form .submit-row button'), status: 422, closer: true },
  { kind: 'status', path: ofTheCity() },
  { kind: 'status-just-sent', path: ofTheCity('?sent=1') },
  { kind: 'revise', path: ofTheCity('/revise') },
  { kind: 'revise-with-errors', path: ofTheCity('/revise'), then: press('#form .submit-row button'), status: 422 },
  { kind: 'withdraw', path: ofTheCity('/withdraw') },
  { kind: 'not-found', path: (lang) => `/${lang}/nowhere`, status: 404 },
];

// The demonstration's own pages speak English.
const demo = [
  { kind: 'demo-desk', path: () => '/demo/desk' },
  { kind: 'mailbox', path: () => '/demo/mailbox' },
  { kind: 'letter', path: () => '/demo/mailbox', then: follow('main li a') },
  { kind: 'partners', path: () => '/demo/partners' },
  { kind: 'guides', path: () => '/demo/guides' },
  { kind: 'guide', path: () => '/demo/guides', then: follow('main li a') },
].map((entry) => ({ ...entry, langs: ['en'], paper: false }));

// What the queue calls the items of each kind.
const FROM_CITY = { en: 'From the city', fr: 'De la ville' };
const FROM_SOURCE = { en: 'New from source', fr: 'Nouveau à la source' };
const CHANGED = { en: 'Changed at source', fr: 'Modifié à la source' };
const GONE = { en: 'Gone at source', fr: 'Disparu à la source' };
const HELD = { en: 'Unusual run, held', fr: 'Lecture inhabituelle, retenue' };
const LIKE_ANOTHER = { en: 'possible duplicate', fr: 'doublon possible' };
const UNREAD = { en: 'period not understood', fr: 'période non comprise' };

const desk = [
  { kind: 'queue', path: () => '/desk' },
  { kind: 'queue-empty', path: () => '/desk?view=mine&page=9' },
  { kind: 'item', then: item(CHANGED), closer: true },
  { kind: 'item-from-city', then: item(FROM_CITY) },
  { kind: 'item-gone', then: item(GONE) },
  { kind: 'item-held', then: item(HELD) },
  { kind: 'item-source', then: item(CHANGED, '&tab=source') },
  { kind: 'item-as-sent', then: item(FROM_CITY, '&tab=source') },
  { kind: 'item-preview', then: item(CHANGED, '&tab=preview') },
  { kind: 'item-messages', then: item(undefined, '&tab=messages'), path: () => '/desk?view=with-cities' },
  { kind: 'item-history', then: item(FROM_CITY, '&tab=history') },
  { kind: 'item-edit', then: item(FROM_SOURCE, '&form=edit') },
  { kind: 'item-edit-preview', then: both(item(FROM_SOURCE, '&form=edit'), press('button[value=preview]')) },
  { kind: 'item-ask', then: item(FROM_CITY, '&form=ask') },
  { kind: 'item-ask-empty', then: both(item(FROM_CITY, '&form=ask'), press('#form .submit-row button')), status: 422 },
  { kind: 'item-reject', then: item(FROM_SOURCE, '&form=reject') },
  { kind: 'item-reject-empty', then: both(item(FROM_SOURCE, '&form=reject'), press('#form .submit-row button')), status: 422 },
  { kind: 'item-compare', then: both(item(LIKE_ANOTHER), follow('.alike .compare')), closer: true },
  { kind: 'item-incomplete', then: both(item(UNREAD), press('.decide form[action$=approve] button')), status: 422 },
  { kind: 'item-stale', then: both(item(CHANGED), outdated, press('.decide form[action$=approve] button')), status: 409 },
  { kind: 'item-decided', then: both(item(FROM_SOURCE, '&form=reject'), reject) },
  { kind: 'item-done', path: () => '/desk?view=done', then: item() },
  { kind: 'sources', path: () => '/desk/sources' },
  { kind: 'source', path: () => '/desk/sources', then: follow('main table a') },
  { kind: 'source-point', path: () => '/desk/sources/northern-harbour-cities/point' },
  { kind: 'source-remove', path: () => '/desk/sources/northern-harbour-cities/remove' },
  { kind: 'source-clear', path: () => '/desk/sources/northern-harbour-cities/clear' },
  { kind: 'source-trial', path: () => '/desk/sources', then: both(follow('main table a'), press('.acts form[action$=try] button')) },
  { kind: 'source-new', path: () => '/desk/sources/new' },
  { kind: 'source-new-with-errors', path: () => '/desk/sources/new', then: press('main .submit-row button'), status: 422 },
  { kind: 'source-found', path: () => '/desk/sources', then: lookAtPartner },
  { kind: 'imports', path: () => '/desk/imports' },
  { kind: 'imports-with-errors', path: () => '/desk/imports', then: press('main .submit-row button'), status: 422 },
  { kind: 'import-map', path: () => '/desk/imports', then: bringTable },
  { kind: 'import-trial', path: () => '/desk/imports', then: both(bringTable, press('main .submit-row button')) },
  { kind: 'published', path: () => '/desk/published' },
  { kind: 'broken-links', path: () => '/desk/published/links' },
  { kind: 'revisions', path: () => '/desk/published', then: follow('main td a') },
  { kind: 'texts', path: () => '/desk/texts' },
  { kind: 'text', path: () => '/desk/texts', then: follow('main li a') },
  { kind: 'text-preview', path: () => '/desk/texts', then: both(follow('main li a'), press('button[value=preview]')) },
  { kind: 'desk-cities', path: () => '/desk/cities' },
  { kind: 'people', path: () => '/desk/people' },
  { kind: 'people-with-errors', path: () => '/desk/people', then: press('main .submit-row button'), status: 422 },
  { kind: 'profile', path: () => '/desk/profile' },
  { kind: 'found', path: () => '/desk/find?q=a' },
  { kind: 'log', path: () => '/desk/log' },
  { kind: 'work', path: () => '/desk/work' },
  { kind: 'desk-not-found', path: () => '/desk/nowhere', status: 404 },
].map((entry) => ({ as: 'editor', paper: false, path: () => '/desk', ...entry }));

const door = [
  { kind: 'sign-in', path: (lang) => `/desk/sign-in?lang=${lang}` },
  { kind: 'sign-in-wrong', path: (lang) => `/desk/sign-in?lang=${lang}`, then: signInWrongly, status: 422 },
  { kind: 'forgotten', path: (lang) => `/desk/forgotten?lang=${lang}` },
  { kind: 'password-link-used', path: (lang) => `/desk/password/0?lang=${lang}`, status: 404 },
].map((entry) => ({ ...entry, paper: false }));

/** What anybody may see. */
export const publicKinds = site;

export const kinds = [...site, ...demo, ...door, ...desk];

/** Goes where the first such link leads. */
function follow(selector) {
  return async (page) => page.goto(await page.locator(selector).first().evaluate((link) => link.href));
}

/** Makes sure that the page is of the kind meant. */
function has(selector) {
  return async (page) => {
    await page.locator(selector).first().waitFor({ state: 'attached' });
    return page.reload();
  };
}

/** Presses a button and waits for the page its form leads to. */
/** A table with one row that would be taken and one that would not, brought to a list of its own. */
async function bringTable(page) {
  const csv = 'Title,City,Period,Status,Topics,Summary,Purpose,Process\nSoup nights,"Oslo, Norway",2016,running,roma,Short.,Why.,How.\nX,Oslo,,,,,,\n';
  await page.locator('#file').setInputFiles({ name: 'practices.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.locator('#list').selectOption('new');
  await page.locator('#list_name').fill(`List ${crypto.randomUUID()}`);
  await page.locator('#list_address').fill('https://list.example/');
  return press('main .submit-row button')(page);
}

function press(selector) {
  return async (page) => {
    const answered = page.waitForResponse((response) => response.request().isNavigationRequest() && !isRedirect(response));
    await page.locator(selector).first().click();
    const response = await answered;
    await page.waitForLoadState('load');
    return response;
  };
}

const isRedirect = (response) => response.status() >= 300 && response.status() < 400;

/** One after the other; answers what the last did. */
function both(...steps) {
  return async (page, lang) => {
    let answer;
    for (const step of steps) answer = await step(page, lang);
    return answer;
  };
}

/** Opens the first item of the queue that says these words, at a tab or a form. */
function item(words = undefined, more = '') {
  return async (page, lang) => {
    const link = page.locator('.queue ol a', words ? { hasText: words[lang] } : {}).first();
    return page.goto((await link.evaluate((a) => a.href)) + more);
  };
}

/** As if somebody had changed the item since the page was opened. */
async function outdated(page) {
  await page.locator('.decide form[action$=approve] input[name=version]').evaluate((input) => { input.value = '0'; });
}

/** Rejects what is open, so that the undo bar is seen. */
async function reject(page) {
  await page.locator('#form input[type=radio]').first().check();
  await page.locator('#form textarea').fill('Told elsewhere already.');
  return press('#form .submit-row button')(page);
}

/** Looks at what a partner of the demo offers, by the address its source has. */
async function lookAtPartner(page) {
  await follow('main table a:has-text("Northern Harbour Cities")')(page);
  const address = (await page.locator('#addresses').inputValue()).split('\n')[0];
  await page.goto(new URL('/desk/sources/new', page.url()).href);
  await page.locator('#address').fill(address);
  return press('main .submit-row button')(page);
}

async function signInWrongly(page) {
  await page.locator('#email').fill('nobody@example.org');
  await page.locator('#password').fill('not the password at all');
  return press('main form button')(page);
}
