// A page as a reader has it, to be compared with the same page without scripts.

/**
 * What the page says and offers. Scripts add buttons that only they can serve, take away those they make needless, and count
 * what is left of an answer. What is drawn for each visit, the reference of an error and the secret of a form, is left out.
 * Nothing else may differ.
 */
export function seen(page) {
  return page.evaluate(() => {
    for (const added of document.querySelectorAll('[data-print], [data-share], [data-apply]')) added.remove();
    for (const input of document.querySelectorAll('[data-words], [data-characters]')) {
      const line = document.getElementById(`${input.id}-left`);
      if (line.nextElementSibling?.matches('.aloud[role=status]')) line.nextElementSibling.remove();
      line.remove();
    }
    document.querySelector('.trouble code')?.remove();
    for (const secret of document.querySelectorAll('input[type=hidden]:is([name=key], [name=opened])')) secret.value = '';
    const all = (selector, name) => [...document.querySelectorAll(selector)].map((it) => it.getAttribute(name));
    return {
      address: location.pathname + location.search,
      title: document.title,
      size: document.documentElement.dataset.text,
      text: document.body.innerText.replace(/\s+/g, ' '),
      links: all('a', 'href'),
      forms: [...document.forms].map((form) => `${form.method} ${form.getAttribute('action')}`),
      fields: [...document.querySelectorAll('input, select, textarea')].map((it) => `${it.name}=${it.value} ${it.checked} ${it.disabled}`),
    };
  });
}
