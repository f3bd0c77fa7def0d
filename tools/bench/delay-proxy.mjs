#!/usr/bin/env node
// Passes TCP connections on and holds back what it passes: a server at the other end of a long line.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = `usage: node tools/bench/delay-proxy.mjs --to HOST:PORT --delay MS

--to      where connections lead
--delay   the round-trip time that is added, in milliseconds: half of it each way

Prints the port of 127.0.0.1 that it listens on, and runs until it is interrupted.`;

/** Listens on a port of 127.0.0.1: `port`, and `stop()` to end it. */
export async function startDelayProxy(host, port, delayMs) {
  const sockets = new Set();
  const server = createServer((client) => {
    const upstream = connect(port, host);
    pass(client, upstream, delayMs / 2);
    pass(upstream, client, delayMs / 2);
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { port: server.address().port, stop };
}

/** Timers of the same length end in the order in which they began: nothing overtakes. */
function pass(from, to, ms) {
  from.on('data', (chunk) => setTimeout(() => to.write(chunk), ms));
  from.on('end', () => setTimeout(() => to.end(), ms));
  from.on('error', () => to.destroy());
}

async function main() {
  const { values } = parseArgs({
    options: { to: { type: 'string' }, delay: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  const [, host, port] = /^(.+):(\d+)$/.exec(values.to ?? '') ?? [];
  const delay = Number(values.delay);
  if (values.help || host === undefined || !(delay >= 0)) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  console.log((await startDelayProxy(host, Number(port), delay)).port);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
