// Pictures: of every page looked at, kept in `tests/browser/out` for people to look through, and those of the README
// (UPDATE_PICTURES=1).

import { mkdir } from 'node:fs/promises';

const OUT = new URL('../out/', import.meta.url).pathname;
const DOCS = new URL('../../../docs/pictures/', import.meta.url).pathname;

await mkdir(OUT, { recursive: true });

/** Keeps a picture of the whole page, in the place of that of the run before; the folder is not part of the project. */
export async function keep(page, name) {
  await page.screenshot({ path: `${OUT}${name}.jpg`, type: 'jpeg', quality: 60, fullPage: true, animations: 'disabled' });
}

/** A picture of a failure is kept always. */
export async function keepFailure(page, name) {
  await page.screenshot({ path: `${OUT}failed-${name}.png`, fullPage: true }).catch(() => {});
}

/** Renews a picture of the documentation: the first screen, as people see it. */
export async function renew(page, name) {
  if (!process.env.UPDATE_PICTURES) return;
  await mkdir(DOCS, { recursive: true });
  await page.screenshot({ path: `${DOCS}${name}.png` });
}
