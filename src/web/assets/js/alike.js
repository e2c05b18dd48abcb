// From two or more elements to the selector of all of their kind. Knows nothing of the page it is used on.

// Names that say what an element is doing just now, or which one it is, and not of what kind it is.
const PASSING = /^(?:is-|has-|js-)|(?:^|[-_])(?:active|current|selected|open|closed|hover|visited|first|last|odd|even)$/i;

/** Whether a class or id was given by people and will be there tomorrow: no number of a record or of a build. */
export function lasting(name) {
  return /^[a-z][a-z0-9_-]*$/i.test(name) && (name.match(/\d/g) ?? []).length < 2 && name.length <= 40 && !PASSING.test(name);
}

/** What elements have in common, as one step of a selector: `h2.card__title`, `*` where it is nothing. */
export function step(elements) {
  const tags = new Set(elements.map((element) => element.localName));
  const [first, ...others] = elements;
  const classes = [...first.classList].filter((name) => lasting(name) && others.every((other) => other.classList.contains(name)));
  const name = tags.size === 1 ? first.localName : '';
  return name + classes.map((one) => `.${one}`).join('') || '*';
}

/** The elements from below `top` down to `element`. */
function chain(element, top) {
  const all = [];
  for (let at = element; at && at !== top; at = at.parentElement) all.unshift(at);
  return all;
}

/** The nearest element that holds all of them and is none of them. */
export function holder(elements) {
  let top = elements[0].parentElement;
  while (top && !elements.every((element) => element !== top && top.contains(element))) top = top.parentElement;
  return top;
}

/** Chains as steps, where they are as long as each other. */
function steps(chains) {
  const length = chains[0].length;
  if (chains.some((one) => one.length !== length)) return undefined;
  return chains[0].map((_, at) => step(chains.map((one) => one[at])));
}

const same = (one, other) => one.length === other.length && one.every((element, at) => element === other[at]);

/**
 * A selector that finds the elements and their like: what lies as they do below what holds them all. The shortest that
 * finds exactly these.
 * @param {Element[]} elements two or more, of one page
 * @param {(selector: string) => Element[]} all what a selector finds on the page
 */
export function alike(elements, all) {
  const top = holder(elements);
  if (!top) return step(elements);
  const id = top.id && lasting(top.id) ? `#${top.id}` : step([top]);
  const own = step(elements);
  const way = steps(elements.map((element) => chain(element, top)));
  const exact = way ? `${id} > ${way.join(' > ')}` : `${id} ${own}`;
  const meant = all(exact);
  const shorter = way ? way.map((_, at) => way.slice(way.length - 1 - at).join(' > ')) : [own];
  const candidates = shorter.flatMap((end) => [end, `${id} ${end}`]);
  return candidates.find((selector) => selector !== '*' && same(all(selector), meant)) ?? exact;
}

/**
 * The same inside boxes: a selector that finds each element in its own box.
 * @param {Element[]} elements each in the box of the same place
 * @param {Element[]} boxes
 */
export function alikeWithin(elements, boxes) {
  const found = (selector, box) => (box.matches(selector) ? box : box.querySelector(selector));
  const fits = (selector) => elements.every((element, at) => found(selector, boxes[at]) === element);
  const way = steps(elements.map((element, at) => chain(element, boxes[at])));
  if (!way?.length) return step(elements);
  const ends = way.map((_, at) => way.slice(way.length - 1 - at).join(' > '));
  return ends.find((selector) => selector !== '*' && fits(selector)) ?? ends.at(-1);
}

/** The boxes that elements of one kind lie in: the parts, one each, of what holds them all. */
export function boxesOf(elements) {
  const top = holder(elements);
  return elements.map((element) => chain(element, top)[0] ?? element);
}
