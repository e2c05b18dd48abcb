// Pictures: of every page looked at (SCREENSHOTS=1), and those of the README (UPDATE_PICTURES=1).

import { mkdir } from 'node:fs/promises';

const OUT = new URL('../out/', import.meta.url).pathname;
const DOCS = new URL('../../../docs/pictures/', import.meta.url).pathname;

/** Keeps a picture for people to look at; the folder is not part of the project. */
export async function keep(page, name) {
  if (!process.env.SCREENSHOTS) return;
  await mkdir(OUT, { recursive: true });
  await page.screenshot({ path: `${OUT}${name}.png`, fullPage: true });
}

/** A picture of a failure is kept always. */
export async function keepFailure(page, name) {
  await mkdir(OUT, { recursive: true });
  await page.screenshot({ path: `${OUT}failed-${name}.png`, fullPage: true }).catch(() => {});
}

/** Renews a picture of the documentation: the first screen, as people see it. */
export async function renew(page, name) {
  if (!process.env.UPDATE_PICTURES) return;
  await mkdir(DOCS, { recursive: true });
  await page.screenshot({ path: `${DOCS}${name}.png` });
}
