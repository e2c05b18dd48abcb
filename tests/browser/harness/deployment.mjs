// The program on several machines, as far as one machine can show it: two processes for the site, two for the background
// work, one PostgreSQL, one address in front, and a folder in which the letters arrive.

import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import PostalMime from 'postal-mime';

import { balance } from './balancer.mjs';
import { programPath, start } from './program.mjs';

const UNDO_SECONDS = 5;

/** An empty database of its own on the server that `./test` started. */
function freshDatabase() {
  const server = process.env.TEST_POSTGRES_URL;
  if (!server) throw new Error('TEST_POSTGRES_URL is not set: run ./test browser, which starts a PostgreSQL');
  const name = `commons_${process.pid}_${Date.now()}`;
  execFileSync('psql', ['--quiet', '--dbname', server, '--command', `create database ${name}`]);
  const address = new URL(server);
  address.pathname = `/${name}`;
  return address.href;
}

/**
 * Starts everything. `kill(name)` ends a process the hard way, `revive(name)` starts it again; names are `web 1`, `web 2`,
 * `work 1` and `work 2`.
 */
export async function deploy() {
  const folder = await mkdtemp(join(tmpdir(), 'commons-deployment-'));
  const ports = [];
  const front = await balance(ports);
  const env = {
    COMMONS_DATA_FOLDER: folder,
    COMMONS_DATA_URL: freshDatabase(),
    COMMONS_WEB_URL: front.address,
    COMMONS_WEB_LISTEN: '127.0.0.1:0',
    COMMONS_WORK_LISTEN: '127.0.0.1:0',
    COMMONS_MAIL_TRANSPORT: 'folder',
    COMMONS_REVIEW_UNDO_SECONDS: String(UNDO_SECONDS),
  };
  const program = (...args) => execFileSync(programPath(), args, { env: { ...process.env, NO_COLOR: '1', ...env }, encoding: 'utf8' });
  program('migrate');
  const invitation = program('editor', 'add', '--admin', '--name', 'Ana Editor', 'ana@network.example').match(/https?:\/\/\S+/)[0];

  const running = {};
  const revive = async (name) => {
    const [command] = name.split(' ');
    const up = command === 'web' ? /"address":"127\.0\.0\.1:(\d+)"/ : /Worker letter-\S+ started/;
    running[name] = await start([command], (output) => output.match(up), { env });
    if (command === 'web') ports.push(Number(running[name].ready[1]));
  };
  const kill = async (name) => {
    // The balancer is not told: it finds out, as in production.
    await running[name].stop('SIGKILL');
  };
  for (const name of ['web 1', 'web 2', 'work 1', 'work 2']) await revive(name);
  const letters = await mailRoom(join(folder, 'letters'));

  return {
    addresses: { site: `${front.address}/en/`, desk: `${front.address}/desk`, mailbox: letters.address },
    invitation,
    kill,
    revive,
    async close() {
      await Promise.all(Object.values(running).map((process_) => process_.stop('SIGTERM')));
      await Promise.all([front.close(), letters.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Shows the letters of a folder as web pages: a list of subjects, and each letter with its text and HTML. */
async function mailRoom(folder) {
  const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const page = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Letters</title><main>${body}</main></html>`;
  const list = async () => {
    const links = [];
    for (const name of (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort()) {
      const letter = await PostalMime.parse(await readFile(join(folder, name)));
      links.push(`<li><a href="/${encodeURIComponent(name)}">${escape(letter.subject ?? '')}</a></li>`);
    }
    return page(`<ul>${links.join('')}</ul>`);
  };
  const letter = async (name) => {
    const letter = await PostalMime.parse(await readFile(join(folder, name)));
    return page(`<pre>${escape(letter.text ?? '')}</pre><iframe title="HTML" srcdoc="${escape(letter.html ?? '')}"></iframe>`);
  };
  const server = createServer(async (request, response) => {
    const name = decodeURIComponent(request.url.slice(1));
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (name !== '' && !name.endsWith('.eml')) response.writeHead(404).end();
    else response.end(name === '' ? await list() : await letter(name));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}
