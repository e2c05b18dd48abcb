// What the desk gets besides with scripts: keys that press the buttons that show them, a claim when an item is opened,
// the countdown of the undo bar. Every page works without this file.

const keysOn = !document.body.classList.contains('keys-off');
const byKey = new Map();

if (keysOn) {
  for (const target of document.querySelectorAll('[data-key]')) {
    if (!byKey.has(target.dataset.key)) byKey.set(target.dataset.key, target);
    target.setAttribute('aria-keyshortcuts', target.dataset.key);
  }
}

const WRITES = 'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]';

/** The key as it is printed; on a keyboard without Latin letters (Greek, Cyrillic) the one in the same place. */
function pressed(event) {
  if (byKey.has(event.key)) return event.key;
  if (event.key.length === 1 && event.key > '~' && event.code.startsWith('Key')) return event.code.slice(3).toLowerCase();
  return event.key.toLowerCase();
}

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (event.target.closest?.(WRITES)) return;
  const key = pressed(event);
  if (key === 'd' && nextChange()) return event.preventDefault();
  const target = byKey.get(key);
  if (!target) return;
  event.preventDefault();
  target.focus();
  if (!target.matches('input[type=search]')) target.click();
});

/** Moves to the next field that changed, from the last on to the first. */
function nextChange() {
  const changes = [...document.querySelectorAll('[data-change]')];
  if (!changes.length) return false;
  const at = changes.indexOf(document.activeElement);
  const change = changes[(at + 1) % changes.length];
  change.focus({ preventScroll: true });
  change.scrollIntoView({ block: 'start' });
  return true;
}

// Opening an item to work on it tells the others. Only an item nobody has offers the form.
const claim = document.querySelector('form[data-claim]');
if (claim) {
  const body = new URLSearchParams(new FormData(claim));
  fetch(claim.action, { method: 'POST', body, redirect: 'manual' }).then((answer) => {
    if (answer.type !== 'opaqueredirect') return;
    const mark = document.createElement('span');
    mark.className = 'flag';
    mark.textContent = claim.dataset.claim;
    claim.replaceWith(mark);
  }, () => {});
}

// The time left to undo. When it is over there is nothing to undo any more.
const left = document.querySelector('[data-seconds]');
if (left) {
  const end = performance.now() + left.dataset.seconds * 1000;
  const tick = setInterval(() => {
    const seconds = Math.ceil((end - performance.now()) / 1000);
    if (seconds > 0) {
      left.textContent = left.textContent.replace(/\d+/, seconds);
      return;
    }
    clearInterval(tick);
    byKey.delete('z');
    left.closest('.toast').remove();
  }, 500);
}

// The queue keeps the open line in sight.
document.querySelector('.queue [aria-current=page]')?.scrollIntoView({ block: 'nearest' });
