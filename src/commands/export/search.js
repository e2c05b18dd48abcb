// The search of a copy: reads what the form or a link asks for from the address, and puts what is found in place of the list.
'use strict';

addEventListener('DOMContentLoaded', () => {
  const { lang, totals, none, practices } = globalThis.commons;
  const asked = new URLSearchParams(location.search);
  const all = (name) => asked.getAll(name).filter((value) => value !== '');
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  const words = wordsOf(asked.get('q') ?? '');
  const facets = ['topic', 'country', 'city', 'collection', 'language'];
  const choices = facets.map((name) => [name, all(name)]).filter(([, values]) => values.length);
  const years = all('year').map(Number);
  const [from] = all('from').map(Number);
  const [to] = all('to').map(Number);
  const span = from || to ? [from || -Infinity, to || Infinity].sort((one, other) => one - other) : undefined;
  const query = document.getElementById('q');
  if (query) query.value = asked.get('q') ?? '';
  for (const [name, values] of choices) {
    const field = document.getElementById(name);
    if (field) field.value = values[0];
  }
  if (!words.length && !choices.length && !years.length && !span) return;

  /** How well a practice answers; 0 when a word is missing. */
  const score = (practice) => {
    const title = wordsOf(practice.title);
    const rest = wordsOf(practice.words);
    let sum = 1;
    for (const word of words) {
      const begins = (known) => known.startsWith(word);
      if (title.some(begins)) sum += 3;
      else if (rest.some(begins)) sum += 1;
      else return 0;
    }
    return sum;
  };
  // What goes on does so until now. As in the list of the site, a span takes the place of single years.
  const during = ([first, last]) => {
    if (first === null) return false;
    const end = last ?? Math.max(first, new Date().getFullYear());
    return span ? first <= span[1] && end >= span[0] : years.some((year) => first <= year && year <= end);
  };
  const having = { topic: 'topic', country: 'country', city: 'city', collection: 'collection', language: 'languages' };
  const fits = (practice) =>
    choices.every(([name, values]) => practice[having[name]].some((value) => values.includes(value))) &&
    ((!years.length && !span) || during(practice.years));
  const found = practices
    .filter(fits)
    .map((practice) => [score(practice), practice])
    .filter(([points]) => points)
    .sort(([one], [other]) => other - one)
    .map(([, practice]) => practice);

  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const row = (practice) => {
    const [item, inner] = [make('li', '', { class: 'row' }), make('div', '')];
    const heading = make('h3', '', { lang: practice.language });
    heading.append(make('a', practice.title, { href: practice.file }));
    const meta = make('p', '', { class: 'meta' });
    meta.append(make('b', practice.cities.join(', ')), ` ${practice.countries.join(', ')} ${practice.when ?? ''}`);
    inner.append(heading, meta);
    if (practice.text) inner.append(make('p', practice.text, { lang: practice.language }));
    item.append(inner);
    return item;
  };
  const form = found.length === 0 ? 'none' : new Intl.PluralRules(lang).select(found.length);
  const total = (totals[form] ?? totals.other).replace('#', found.length.toLocaleString(lang));
  document.getElementById('total').textContent = total;
  document.getElementById('announce').textContent = total;
  const list = document.getElementById('list');
  list.replaceChildren();
  if (found.length) {
    const rows = make('ul', '', { class: 'rows', role: 'list' });
    rows.append(...found.map(row));
    list.append(rows);
  } else {
    list.append(...none.map((text) => make('p', text)));
  }
});
