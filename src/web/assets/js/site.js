// What a browser with scripts gets besides: results that follow the filter, counters beside long answers, a print button.
// Every page works without this file.

const byId = (id) => document.getElementById(id);

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

// The address of the page into the clipboard, told where it was asked for.
for (const button of document.querySelectorAll('[data-share]')) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.parentElement.querySelector('[data-told]')?.remove();
    const told = document.createElement('span');
    told.setAttribute('role', 'status');
    told.dataset.told = '';
    button.after(told);
    try {
      await navigator.clipboard.writeText(button.dataset.share);
      told.textContent = button.dataset.done;
      setTimeout(() => told.remove(), 4000);
    } catch {
      // Not allowed, or not in front: the address stands there to be copied by hand.
      told.textContent = `${button.dataset.failed} ${button.dataset.share}`;
    }
  });
}

// --- the filter: fetch the page as it would be, put its parts in place of ours; focus never moves -------------------

const filters = document.querySelector('form[data-live]');

/** The address of the form's choices, without what is empty, sorted so that the same choices give the same address. */
function address() {
  const pairs = [...new FormData(filters)].filter(([, value]) => value !== '');
  const query = new URLSearchParams(pairs);
  query.sort();
  return filters.action + (pairs.length ? `?${query}` : '');
}

let asked = 0;
let current = location.href;
let sent = filters && address();

/** Shows the list at an address. With `choices`, the form takes over the choices found there (Back and Forward). */
async function show(url, choices) {
  const turn = ++asked;
  const list = byId('list');
  list.setAttribute('aria-busy', 'true');
  let page;
  let shared;
  try {
    const answer = await fetch(url, { headers: { accept: 'text/html' } });
    if (!answer.ok) throw new Error(String(answer.status));
    shared = answer.redirected ? answer.url : url;
    page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    if (turn === asked) location.assign(url);
    return;
  }
  if (turn !== asked) return;
  for (const part of page.querySelectorAll('[data-swap]')) byId(part.id)?.replaceWith(document.adoptNode(part));
  // What the head says of the question: its address, other languages, feeds and neighbours.
  const said = 'meta[name=description], meta[name=robots], link:is([rel=canonical], [rel=alternate], [rel=prev], [rel=next])';
  for (const known of document.head.querySelectorAll(said)) known.remove();
  document.head.append(...[...page.head.querySelectorAll(said)].map((part) => document.adoptNode(part)));
  const inputs = new Map([...page.querySelectorAll('input[form=filters], select')].map((input) => [key(input), input]));
  for (const input of document.querySelectorAll('input[form=filters], select')) follow(input, inputs.get(key(input)), choices);
  document.title = page.title;
  // The question's own address, as the server puts it: for sharing, for coming back, and for the way back from a practice.
  if (shared !== location.href) history.replaceState(null, '', shared);
  for (const back of document.querySelectorAll('.text-size [name=back]')) back.value = location.pathname + location.search;
  announce(byId('total').textContent, turn);
  current = shared;
  if (choices) sent = address();
}

/** Says the new number aloud. Screen readers keep silent about a text put in place of the same text: it goes first. */
function announce(text, turn) {
  byId('announce').textContent = '';
  setTimeout(() => {
    if (turn === asked) byId('announce').textContent = text;
  }, 100);
}

const key = (input) => (input.type === 'checkbox' ? `${input.name}=${input.value}` : input.name);

function follow(input, other, choices) {
  if (!other) return;
  if (input.type === 'checkbox') {
    input.closest('label').querySelector('.count').textContent = other.closest('label').querySelector('.count').textContent;
    if (choices) input.checked = other.checked;
    input.disabled = other.disabled && !input.checked && input !== document.activeElement;
  } else if (input.tagName === 'SELECT') {
    // Its answers change with the question: there is no best match without words.
    const { value } = other;
    input.replaceChildren(...[...other.options].map((option) => document.adoptNode(option)));
    input.value = value;
  } else if (choices) {
    input.value = other.value;
  }
}

if (filters && byId('list')) {
  for (const button of document.querySelectorAll('[data-apply]')) button.hidden = true;
  let typing;
  let words = false;
  const go = () => {
    clearTimeout(typing);
    const url = address();
    if (url === sent) return;
    sent = url;
    // One step of history for a choice; one, too, for all the letters of a search.
    history[words ? 'replaceState' : 'pushState'](null, '', url);
    show(url, false);
  };
  const listens = (input) => input.form === filters;
  document.addEventListener('change', ({ target }) => {
    if (!listens(target) || target.type === 'search') return;
    words = false;
    go();
  });
  document.addEventListener('input', ({ target }) => {
    if (!listens(target) || target.type !== 'search') return;
    clearTimeout(typing);
    typing = setTimeout(() => {
      go();
      words = true;
    }, 250);
  });
  filters.addEventListener('submit', (event) => {
    event.preventDefault();
    go();
  });
  addEventListener('popstate', () => {
    if (location.href.split('#')[0] !== current.split('#')[0]) {
      words = false;
      show(location.href, true);
    }
  });
}

// --- forms: how much is left of an answer; the summary of errors takes focus ----------------------------------------

const plural = new Intl.PluralRules(document.documentElement.lang);
const segments = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: 'word' });

function count(text, unit) {
  if (unit === 'characters') return [...text].length;
  if (!segments) return text.split(/\s+/).filter(Boolean).length;
  let words = 0;
  for (const segment of segments.segment(text)) if (segment.isWordLike) words++;
  return words;
}

for (const input of document.querySelectorAll('[data-words], [data-characters]')) {
  const unit = input.dataset.words ? 'words' : 'characters';
  const line = byId(`${input.id}-left`);
  // Seen at once, read aloud only after a pause.
  const spoken = line.cloneNode();
  spoken.removeAttribute('id');
  spoken.className = 'aloud';
  spoken.setAttribute('role', 'status');
  line.after(spoken);
  let pause;
  const update = () => {
    const left = input.dataset[unit] - count(input.value, unit);
    const size = Math.abs(left);
    const form = (left < 0 ? 'over' : 'left') + (plural.select(size) === 'one' ? 'One' : 'Other');
    line.textContent = input.dataset[form].replace(/\d+/, size);
    line.classList.toggle('over', left < 0);
  };
  input.addEventListener('input', () => {
    update();
    clearTimeout(pause);
    pause = setTimeout(() => { spoken.textContent = line.textContent; }, 1000);
  });
  update();
}

document.querySelector('.summary[tabindex]')?.focus();
