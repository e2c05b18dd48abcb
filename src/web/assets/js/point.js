// Pointing at a kept page: the page lies in a frame without scripts, under a sheet that takes the mouse and the keys.
// Without this file the same form is filled in from the list of pieces, or by hand.

const view = document.querySelector('[data-point]');
const { finder } = await import(view.dataset.finder);
const { alike, alikeWithin, boxesOf, lasting } = await import(view.dataset.alike);

const byId = (id) => document.getElementById(id);
const target = byId('target');
const selector = byId('selector');
const attribute = byId('attribute');
const told = byId('point-told');
const list = byId('point-matches');
const sheet = byId('point-sheet');
const pages = [...view.querySelectorAll('iframe')];
const choice = byId('point-page');

// Marks on the page pointed at, in attributes of ours: a class of ours would end up in a selector.
const [AT, PICK, HIT, BOX] = ['at', 'pick', 'hit', 'box'].map((name) => `data-commons-${name}`);
const MOST_SHOWN = 10;

let frame;
let picks = [];
let at;

const page = () => frame.contentDocument;
const option = () => target.selectedOptions[0].dataset;
const words = (element) => (element.textContent || element.getAttribute('alt') || '').replace(/\s+/g, ' ').trim();
const say = (name, values) => view.dataset[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);

/** What a selector finds; nothing where it is none. */
function all(css) {
  try {
    return css ? [...page().body.querySelectorAll(css)] : [];
  } catch {
    return [];
  }
}

/** The boxes that the thing chosen lies in: none unless it is read inside them. */
const boxes = () => (option().boxed === 'yes' ? all(view.dataset.card) : []);

/** What the form's selector finds, as a run would look for it. */
function matches() {
  const around = boxes();
  if (!around.length) return all(selector.value);
  const inside = new Set(all(selector.value));
  return around.flatMap((box) => [box, ...box.querySelectorAll('*')].find((element) => inside.has(element)) ?? []);
}

function unmark(...names) {
  for (const name of names) for (const element of page().querySelectorAll(`[${name}]`)) element.removeAttribute(name);
}

/** Shows and tells what the selector finds. */
function show() {
  unmark(HIT, PICK, BOX);
  const found = matches();
  found.forEach((element, index) => element.setAttribute(HIT, index + 1));
  for (const element of picks) element.setAttribute(PICK, '');
  for (const box of boxes()) box.setAttribute(BOX, '');
  const lines = found.slice(0, MOST_SHOWN).map((element) => {
    const line = document.createElement('li');
    line.textContent = words(element).slice(0, 120) || element.localName;
    return line;
  });
  list.replaceChildren(...lines);
  const more = picks.length === 1 && found.length === 1 && option().many === 'yes' ? ` ${view.dataset.second}` : '';
  told.textContent = selector.value ? say('count', { n: found.length }) + more : view.dataset.none;
  fit();
}

/** From what was pointed at to a selector. */
function make() {
  if (!picks.length) return;
  const around = boxes();
  const names = { attr: () => false, idName: lasting, className: lasting, timeoutMs: 500 };
  if (option().kind === 'card' && picks.length > 1) {
    selector.value = alike(boxesOf(picks), all);
  } else if (around.length) {
    const own = picks.map((element) => around.find((box) => box.contains(element)));
    const inside = picks.filter((_, index) => own[index]);
    const held = own.filter(Boolean);
    if (inside.length === 1 && inside[0] !== held[0]) selector.value = finder(inside[0], { root: held[0], ...names });
    else selector.value = inside.length ? alikeWithin(inside, held) : '';
  } else if (picks.length === 1) {
    selector.value = finder(picks[0], { root: page().body, ...names });
  } else {
    selector.value = alike(picks, all);
  }
  attribute.value = option().kind === 'date' && matches().every((element) => element.hasAttribute('datetime')) ? 'datetime' : '';
}

/** Chooses an element, or lets go of it. For a link, the link round or in it. */
function pick(element) {
  if (!element) return;
  const links = option().kind === 'link';
  const meant = (links && (element.closest('a') ?? element.querySelector('a'))) || element;
  picks = picks.includes(meant) ? picks.filter((other) => other !== meant) : [...picks, meant].slice(-4);
  if (picks.length) make();
  else selector.value = '';
  show();
}

/** Moves to an element and says what it is. */
function move(element, byKey) {
  if (!element) return;
  unmark(AT);
  at = element;
  at.setAttribute(AT, '');
  if (!byKey) return;
  const box = at.getBoundingClientRect();
  const room = byId('point-room');
  if (box.top < room.scrollTop || box.bottom > room.scrollTop + room.clientHeight) room.scrollTop = box.top - 60;
  told.textContent = say('here', { what: at.localName, words: words(at).slice(0, 80) });
}

const isShown = (element) => !element.matches('template, script, style, br, wbr') && element.getClientRects().length > 0 && words(element) !== '';
const within = (element) => [...element.children].find(isShown);

/** The next or previous piece: beside the element, or beside what holds it. */
function beside(element, way) {
  for (let holder = element; holder && holder !== page().body; holder = holder.parentElement) {
    for (let other = holder[way]; other; other = other[way]) if (isShown(other)) return other;
  }
  return undefined;
}

const KEYS = {
  ArrowDown: () => move(beside(at, 'nextElementSibling'), true),
  ArrowUp: () => move(beside(at, 'previousElementSibling'), true),
  ArrowRight: () => move(within(at), true),
  ArrowLeft: () => at !== page().body && move(at.parentElement, true),
  Enter: () => pick(at),
  ' ': () => pick(at),
  Escape: clear,
};

function clear() {
  picks = [];
  selector.value = '';
  show();
}

/** The frame is as high as its page, so that the sheet over it scrolls with it. */
function fit() {
  frame.style.blockSize = 'auto';
  frame.style.blockSize = `${page().documentElement.scrollHeight + 4}px`;
}

function under(event) {
  const { left, top } = frame.getBoundingClientRect();
  return page().elementFromPoint(event.clientX - left, event.clientY - top);
}

/** Shows a page of the kind that the thing chosen is on. */
function turn(wanted) {
  frame = wanted ?? pages.find((one) => one.dataset.kind === option().page) ?? pages[0];
  for (const one of pages) one.hidden = one !== frame;
  choice.value = String(pages.indexOf(frame));
  picks = [];
  at = within(page().body) ?? page().body;
  selector.value = selector.value || option().rule;
  show();
}

function start() {
  view.hidden = false;
  turn();
  target.addEventListener('change', () => {
    selector.value = option().rule;
    attribute.value = '';
    turn();
  });
  choice.addEventListener('change', () => turn(pages[Number(choice.value)]));
  selector.addEventListener('input', () => {
    picks = [];
    show();
  });
  sheet.addEventListener('pointermove', (event) => move(under(event)));
  sheet.addEventListener('click', (event) => {
    move(under(event));
    pick(at);
  });
  sheet.addEventListener('keydown', (event) => {
    const act = !event.ctrlKey && !event.altKey && !event.metaKey && KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  sheet.addEventListener('focus', () => move(at, true));
  byId('point-wider').addEventListener('click', () => {
    const last = picks.at(-1);
    if (!last || last.parentElement === page().body) return;
    picks = [...picks.slice(0, -1), last.parentElement];
    make();
    show();
  });
  byId('point-clear').addEventListener('click', clear);
  for (const one of document.querySelectorAll('input[name=listed]')) {
    one.addEventListener('change', () => {
      picks = [];
      selector.value = one.value;
      show();
    });
  }
  addEventListener('resize', fit);
}

const loaded = (one) => one.contentDocument?.body && one.contentDocument.readyState === 'complete' && one.contentDocument.URL === 'about:srcdoc';
const waiting = pages.filter((one) => !loaded(one)).map((one) => new Promise((done) => one.addEventListener('load', done, { once: true })));
if (pages.length) Promise.all(waiting).then(start);
