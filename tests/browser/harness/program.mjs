// The program under test, started as its people start it and stopped as they stop it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';

const START_LIMIT = 60_000;
// Longer than the 25 s after which the program itself cuts a stuck handler.
const STOP_LIMIT = 35_000;
const NAMES = ['Site', 'Desk', 'City', 'Mailbox', 'Docs'];

/** The built program; `./test` names it. */
export function programPath() {
  return process.env.PROGRAM_UNDER_TEST ?? new URL('../../../target/debug/commons', import.meta.url).pathname;
}

/**
 * Starts a process and waits until `ready(output)` answers something.
 * @returns {{ ready: any, process: import('node:child_process').ChildProcess, output: () => string, stop: () => Promise<number> }}
 */
export async function start(args, ready, { env = {}, program = programPath() } = {}) {
  let output = '';
  const child = spawn(program, args, { env: { ...process.env, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close').then(([code]) => code);
  // A test that fails must not leave a server behind.
  process.once('exit', () => child.kill('SIGKILL'));

  const found = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`${program} ${args.join(' ')}: ${why}\n${output}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`not ready after ${START_LIMIT / 1000} s`);
    }, START_LIMIT);
    const hear = (chunk) => {
      output += chunk;
      const answer = ready(output);
      if (answer) {
        clearTimeout(timer);
        resolve(answer);
      }
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', (error) => fail(error.message));
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${code ?? signal} before it was ready`);
    });
  });

  return {
    ready: found,
    process: child,
    output: () => output,
    /** Asks politely and answers the exit code; a process that does not go is killed and answers null. */
    async stop(signal = 'SIGINT') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
  };
}

/** The five addresses a running demo has printed, or nothing while one is missing. */
export function demoAddresses(output) {
  const found = {};
  for (const [, name, address] of output.matchAll(/^\s*(\w+)\s+(https?:\/\/\S+)/gm)) {
    if (NAMES.includes(name)) found[name.toLowerCase()] ??= address;
  }
  return NAMES.every((name) => found[name.toLowerCase()]) ? found : undefined;
}

/** `commons demo` on a free port. */
export async function startDemo(...args) {
  const demo = await start(['demo', '--port', '0', ...args], demoAddresses);
  return { ...demo, addresses: demo.ready };
}
