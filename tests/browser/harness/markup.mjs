// The HTML as it was sent: html-validate on each page, the Nu Html Checker once over all of them.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';

const run = promisify(execFile);
const NU = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
// Megabytes; it names each finding of each page.
const OUTPUT_LIMIT = 64 * 1024 * 1024;

const validator = new HtmlValidate(
  new FileSystemConfigLoader({
    root: true,
    extends: ['html-validate:standard', 'html-validate:document', 'html-validate:a11y'],
    rules: {
      // Safari takes `list-style: none` for "no list" unless the role says otherwise.
      'no-redundant-role': 'off',
      // An `ol` is a list too; what scrolls sideways is a region for the keyboard's sake, and no section of the text.
      'prefer-native-element': ['error', { exclude: ['list', 'region'] }],
      // HTML's own defaults are meant.
      'no-implicit-button-type': 'off',
      'no-implicit-input-type': 'off',
      // For files of other sites; ours come from the same server, named by their hash.
      'require-sri': 'off',
    },
  }),
);

/** Fails with each finding of html-validate and its line. */
export async function valid(html, name) {
  const { results } = await validator.validateString(html, name);
  const findings = results.flatMap(({ messages }) => messages);
  assert.equal(
    findings.length,
    0,
    `html-validate, ${name}\n${findings.map((it) => `${it.line}: ${it.ruleId}: ${it.message} (${it.selector})`).join('\n')}`,
  );
}

/** Fails with each error of the Nu Html Checker in these pages: `[name, html]` each. */
export async function nu(pages) {
  const folder = await mkdtemp(join(tmpdir(), 'commons-markup-'));
  try {
    for (const [name, html] of pages) await writeFile(join(folder, `${name}.html`), html);
    const args = ['-jar', NU, '--errors-only', '--exit-zero-always', '--stdout', '--format', 'json', folder];
    const { stdout } = await run('java', args, { maxBuffer: OUTPUT_LIMIT });
    const errors = JSON.parse(stdout).messages.filter(({ type }) => type !== 'info');
    const told = errors.map(({ url, lastLine, message }) => `${url?.split('/').pop()}:${lastLine}: ${message}`);
    assert.equal(errors.length, 0, `Nu Html Checker\n${told.join('\n')}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
