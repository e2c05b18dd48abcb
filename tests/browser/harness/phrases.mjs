// The sentences of the interface in a language, as patterns: what a control says must be one of them.

import { readFile, readdir } from 'node:fs/promises';

import { FluentParser } from '@fluent/syntax';

const TOP = new URL('../../../', import.meta.url);
const read = (path) => readFile(new URL(path, TOP), 'utf8');
/** Spaces of all kinds are one: French sets them narrow before some signs. */
export const plain = (text) => text.replace(/\s+/g, ' ').trim();
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What a pattern of Fluent can become, as the source of a regular expression. */
function source(pattern, messages) {
  return pattern.elements.map((element) => {
    if (element.type === 'TextElement') return escaped(element.value.replace(/\s+/g, ' '));
    const { expression } = element;
    switch (expression.type) {
      case 'StringLiteral': return escaped(expression.parse().value);
      case 'NumberLiteral': return escaped(expression.value);
      case 'SelectExpression': return `(?:${expression.variants.map((variant) => source(variant.value, messages)).join('|')})`;
      case 'MessageReference': return source(messages.get(expression.id.name).value, messages);
      default: return '.+?';
    }
  }).join('');
}

/** The phrases of a language that have words of their own. */
export async function phrases(lang) {
  const { body } = new FluentParser().parse(await read(`config/text/${lang}/practice_commons.ftl`));
  const messages = new Map(body.filter(({ type }) => type === 'Message').map((message) => [message.id.name, message]));
  const patterns = [...messages.values()].map(({ value }) => plain(source(value, messages)));
  const worded = patterns.filter((pattern) => /\p{L}{2}/u.test(pattern.replace(/\(\?:|\.\+\?/g, '')));
  const whole = new Set(worded.filter((pattern) => !/\.\+\?|\(\?:/.test(pattern)));
  const open = worded.filter((pattern) => !whole.has(pattern)).map((pattern) => new RegExp(`^${pattern}$`, 'u'));
  // Most phrases have nothing to fill in; their sources differ from themselves by the escapes alone.
  const exact = new Set([...whole].map((pattern) => pattern.replace(/\\(.)/g, '$1')));
  return { size: messages.size, has: (text) => exact.has(text) || open.some((pattern) => pattern.test(text)) };
}

/** The names a language has for topics, countries, languages and collections; and those of cities and partners, which travel. */
export async function names(lang) {
  const known = new Set();
  const topics = await read('config/topics.toml');
  for (const [, name] of topics.matchAll(new RegExp(`^${lang} = "(.*)"$`, 'gm'))) known.add(name);
  for (const [, english, french] of JSON.parse(await read('config/countries.json')).countries) {
    known.add(lang === 'fr' ? french : english);
  }
  const cities = await read('config/demo/cities.toml');
  for (const block of cities.split(/^\[\[city\]\]$/m).slice(1)) {
    const own = block.match(new RegExp(`\\b${lang} = "([^"]+)"`));
    known.add(own?.[1] ?? block.match(/^name = "(.*)"$/m)[1]);
  }
  const collection = await read('config/demo/collection-covid-19.toml');
  known.add(collection.match(new RegExp(`\\[title\\][^[]*^${lang} = "(.*)"$`, 'm'))[1]);
  for (const file of await readdir(new URL('config/demo/partner/', TOP))) {
    if (file.endsWith('.source.toml')) known.add((await read(`config/demo/partner/${file}`)).match(/^name = "(.*)"$/m)[1]);
  }
  const languages = new Intl.DisplayNames(lang, { type: 'language' });
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  for (const tag of letters.flatMap((first) => letters.map((second) => first + second))) known.add(languages.of(tag));
  return new Set([...known].map(plain));
}
