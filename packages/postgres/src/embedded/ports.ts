import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';

import { loopback } from './state.js';

/** Below the ports that systems hand out to outgoing connections, so that nobody gets ours by chance. */
const first = 20_000;
const count = 10_000;

/** The port that a cluster prefers: the same one every time, so that noted command lines stay good. */
export function preferredPort(directory: string): number {
  return first + (createHash('sha256').update(directory).digest().readUInt32BE(0) % count);
}

/** The first free port from `preferred` on that is not in `avoid`. */
export async function choosePort(preferred: number, avoid: ReadonlySet<number>): Promise<number> {
  for (let port = preferred; port < preferred + count; port += 1) {
    const candidate = port < first + count ? port : port - count;
    if (!avoid.has(candidate) && (await isFree(candidate))) return candidate;
  }
  return preferred;
}

/** Whether something listens on `port`. Answers within `timeout` ms. */
export function isListening(port: number, timeout = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: loopback, port });
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeout, () => finish(false));
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: loopback, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
