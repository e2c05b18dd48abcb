// One address before several processes: each connection goes to a process that lives. What stands before the program
// in production does the same; here it lets a test kill one of them.

import { createServer, connect } from 'node:net';
import { once } from 'node:events';

/** @param {number[]} ports of the processes on this machine */
export async function balance(ports) {
  let turn = 0;
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    const attempt = (left) => {
      if (left === 0) return client.destroy();
      const process_ = connect(ports[turn++ % ports.length], '127.0.0.1');
      const refused = () => attempt(left - 1);
      process_.once('error', refused);
      process_.once('connect', () => {
        process_.off('error', refused);
        process_.on('error', () => client.destroy());
        client.once('close', () => process_.destroy());
        process_.once('close', () => client.destroy());
        client.pipe(process_).pipe(client);
      });
    };
    attempt(ports.length);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
