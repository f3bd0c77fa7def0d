import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { ClientConfig } from 'pg';

export interface LateProxy {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

const typeBytes = 1;
const errorType = 'E'.charCodeAt(0);

/** Passes connections on. What the server sends behind an error arrives later than the error, as it may on any network. */
export async function startLateProxy({ host = '', port = 5432 }: ClientConfig, lateMs: number): Promise<LateProxy> {
  const server = createServer((client) => {
    const upstream = connect(port, host);
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    client.pipe(upstream);
    upstream.on('end', () => client.end());
    let written: Promise<unknown> = Promise.resolve();
    upstream.on('data', (chunk: Buffer) => {
      const end = chunk[0] === errorType ? typeBytes + chunk.readInt32BE(typeBytes) : chunk.length;
      written = written.then(() => client.write(chunk.subarray(0, end)));
      if (chunk[0] === errorType) written = written.then(() => setTimeout(lateMs));
      if (end < chunk.length) written = written.then(() => client.write(chunk.subarray(end)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
