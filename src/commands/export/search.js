// The search of a copy: reads what the form or a link asks for from the address, and puts what is found in place of the list.
'use strict';

addEventListener('DOMContentLoaded', () => {
  const { lang, totals, none, remove, clear, practices } = globalThis.commons;
  const asked = new URLSearchParams(location.search);
  const all = (name) => asked.getAll(name).filter((value) => value !== '');
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = fold(asked.get('q') ?? '').split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const choices = ['topic', 'country', 'city', 'collection', 'language']
    .map((name) => [name, all(name).map((value) => (name === 'country' ? value.toUpperCase() : value))])
    .filter(([, values]) => values.length);
  const years = all('year').map(Number).filter(Number.isFinite);
  const [from, to] = ['from', 'to'].map((name) => Number(all(name)[0])).map((year) => year || null);
  // Whichever comes first; open where one is missing.
  const span = from || to ? [from ?? -Infinity, to ?? Infinity].sort((one, other) => one - other) : null;

  const query = document.getElementById('q');
  if (query) query.value = asked.get('q') ?? '';
  for (const [name, values] of [...choices, ['from', [from]], ['to', [to]]]) {
    const field = document.getElementById(name);
    if (field && values[0] !== null) field.value = values[0];
  }
  if (!words.length && !choices.length && !years.length && !span) return;

  /** How well a practice answers; 0 when a word is missing. Each of its words has a blank before it. */
  const score = (practice) => {
    let sum = 1;
    for (const word of words) {
      if (practice.titles.includes(` ${word}`)) sum += 3;
      else if (practice.words.includes(` ${word}`)) sum += 1;
      else return 0;
    }
    return sum;
  };
  /** Whether a practice happened in some year of a span; one without a known end goes on until now. */
  const happened = ({ years: [first, last] }, start, end) =>
    first !== null && first <= end && (last ?? Math.max(first, new Date().getFullYear())) >= start;
  const fits = (practice) =>
    choices.every(([name, values]) => practice[name].some((value) => values.includes(value))) &&
    // As in the list of the site, a span takes the place of single years.
    (span ? happened(practice, ...span) : !years.length || years.some((year) => happened(practice, year, year)));
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

  // What the list is narrowed by, each with the way to take it away.
  const chips = document.getElementById('chips');
  const without = (name, value) => {
    const rest = new URLSearchParams([...asked].filter(([known, said]) => said !== '' && (known !== name || said !== value)));
    return rest.size ? `?${rest}` : location.pathname.split('/').pop();
  };
  const named = (name, value) => {
    const field = document.getElementById(name);
    const option = [...(field?.options ?? [])].find((known) => known.value === (name === 'country' ? value.toUpperCase() : value));
    const label = document.querySelector(`label[for="${name}"]`)?.textContent ?? '';
    if (name === 'from' || name === 'to') return `${label} ${value}`;
    return name === 'q' ? `“${value}”` : (option?.textContent ?? value);
  };
  const narrowing = [...asked].filter(([name, value]) => value !== '' && ['q', 'topic', 'country', 'city', 'collection', 'language', 'year', 'from', 'to'].includes(name));
  chips.replaceChildren(
    ...narrowing.flatMap(([name, value]) => {
      const chip = make('a', '', { class: 'chip', href: without(name, value) });
      chip.append(make('span', `${remove} `, { class: 'aloud' }), `${named(name, value)} `, make('span', '×', { 'aria-hidden': 'true' }));
      return [chip, ' '];
    }),
    make('a', clear, { href: location.pathname.split('/').pop() }),
  );

  const row = (practice) => {
    const [item, inner] = [make('li', '', { class: 'row' }), make('div', '')];
    const heading = make('h3', '', { lang: practice.in });
    heading.append(make('a', practice.title, { href: practice.file }));
    const meta = make('p', '', { class: 'meta' });
    meta.append(make('b', practice.cities.join(', ')), ` ${practice.countries.join(', ')} ${practice.when ?? ''}`);
    inner.append(heading, meta);
    if (practice.text) inner.append(make('p', practice.text, { lang: practice.in }));
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
