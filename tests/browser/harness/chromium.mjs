// Chromium, one for a test file, and a fresh visitor for each test.

import { chromium } from 'playwright-core';

export const WIDE = { width: 1360, height: 880 };
export const NARROW = { width: 320, height: 640 };

// Without these Chromium asks for updates and looks names up: a test talks to the program alone.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser; `./test` names it. */
export const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';

/** Starts Chromium with an empty profile, which playwright-core makes and removes. */
export function launch() {
  return chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    args: FLAGS,
  });
}

/**
 * A visitor of their own: no cookies, no cache, reduced motion so that nothing is half-way when it is looked at.
 * `javaScript: 'blocked'` is how a page looks without its scripts, to a check that needs a script of its own.
 * @param {{ javaScript?: boolean | 'blocked', colorScheme?: 'light' | 'dark', viewport?: object, locale?: string }} wishes
 */
export async function visitor(browser, { javaScript = true, colorScheme = 'light', viewport = WIDE, locale = 'en-GB' } = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: javaScript !== false,
    colorScheme,
    viewport,
    locale,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Paris',
  });
  context.setDefaultTimeout(15_000);
  if (javaScript === 'blocked') {
    await context.route('**/*', (route) => (route.request().resourceType() === 'script' ? route.abort() : route.continue()));
  }
  return context;
}
