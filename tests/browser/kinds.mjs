// Every kind of page there is: the one list to add a new page to. The sweep looks at each in every language, scheme
// and width.
//
//   kind   a name for the page, unique
//   as     who looks: nobody (anyone), editor, city (the addresses the demo prints sign them in)
//   path   its address, by language
//   then   optional: what a person does on that page to reach the kind meant
//   status the answer's status, when it is not 200

export const LANGUAGES = ['en', 'fr'];

const firstOf = (selector) => (page) => Promise.all([page.waitForURL(/./, { waitUntil: 'load' }), page.locator(selector).first().click()]);

const site = [
  { kind: 'explore', path: (lang) => `/${lang}/practices` },
  { kind: 'explore-filtered', path: (lang) => `/${lang}/practices?topic=education&country=IT&from=2010&to=2024` },
  { kind: 'explore-nothing-found', path: (lang) => `/${lang}/practices?q=xyzzyx` },
  { kind: 'explore-last-page', path: (lang) => `/${lang}/practices?page=3` },
  { kind: 'practice', path: (lang) => `/${lang}/practices`, then: firstOf('main h3 a, main h2 a') },
  { kind: 'cities', path: (lang) => `/${lang}/cities` },
  { kind: 'city', path: (lang) => `/${lang}/cities/amadora` },
  { kind: 'topics', path: (lang) => `/${lang}/topics` },
  { kind: 'collections', path: (lang) => `/${lang}/collections` },
  { kind: 'collection', path: (lang) => `/${lang}/collections/covid-19` },
  { kind: 'template', path: (lang) => `/${lang}/template` },
  { kind: 'about', path: (lang) => `/${lang}/about` },
  { kind: 'criteria', path: (lang) => `/${lang}/how-practices-are-chosen` },
  { kind: 'accessibility', path: (lang) => `/${lang}/accessibility` },
  { kind: 'privacy', path: (lang) => `/${lang}/privacy` },
  { kind: 'submit', path: (lang) => `/${lang}/submit` },
  { kind: 'submit-with-errors', path: (lang) => `/${lang}/submit`, then: (page) => press(page, 'main form button'), status: 422 },
  { kind: 'not-found', path: (lang) => `/${lang}/nowhere`, status: 404 },
  { kind: 'status', as: 'city', path: () => undefined },
];

const desk = [
  { kind: 'sign-in', path: (lang) => `/${lang}/desk/sign-in` },
  { kind: 'queue', as: 'editor', path: (lang) => `/${lang}/desk` },
  { kind: 'item', as: 'editor', path: (lang) => `/${lang}/desk`, then: openItem },
  { kind: 'item-source', as: 'editor', path: (lang) => `/${lang}/desk`, then: openTab('source') },
  { kind: 'item-preview', as: 'editor', path: (lang) => `/${lang}/desk`, then: openTab('preview') },
  { kind: 'item-messages', as: 'editor', path: (lang) => `/${lang}/desk`, then: openTab('messages') },
  { kind: 'item-history', as: 'editor', path: (lang) => `/${lang}/desk`, then: openTab('history') },
  { kind: 'sources', as: 'editor', path: (lang) => `/${lang}/desk/sources` },
  { kind: 'source', as: 'editor', path: (lang) => `/${lang}/desk/sources`, then: firstOf('main table a, main li a') },
  { kind: 'published', as: 'editor', path: (lang) => `/${lang}/desk/published` },
  { kind: 'log', as: 'editor', path: (lang) => `/${lang}/desk/log` },
  { kind: 'work', as: 'editor', path: (lang) => `/${lang}/desk/work` },
];

export const kinds = [...site, ...desk];

/** Presses a button and waits for the page it leads to. */
async function press(page, selector) {
  const answered = page.waitForResponse((response) => response.request().isNavigationRequest());
  await page.locator(selector).last().click();
  await answered;
  await page.waitForLoadState('load');
}

/** Opens the first item of the queue. */
async function openItem(page) {
  await firstOf('a[href*="/desk/items/"]')(page);
}

function openTab(tab) {
  return async (page) => {
    await openItem(page);
    await firstOf(`a[href*="${tab}"]`)(page);
  };
}
