import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import type { ClientConfig } from 'pg';

/**
 * Passes connections on until a client has sent `trigger`: what the server answers to that never arrives, the connection ends
 * instead.
 */
export async function startCuttingProxy(
  { host = '127.0.0.1', port = 5432 }: ClientConfig,
  trigger: string,
): Promise<{ readonly through: (config: ClientConfig) => ClientConfig; readonly stop: () => Promise<void> }> {
  const server = createServer((client) => {
    const upstream = connect(port, host);
    let isTriggered = false;
    client.on('error', () => undefined);
    upstream.on('error', () => undefined);
    client.on('data', (chunk: Buffer) => {
      isTriggered ||= chunk.includes(trigger);
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (isTriggered) client.destroy();
      else client.write(chunk);
    });
    client.on('close', () => upstream.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    through: (config) => ({ ...config, host: '127.0.0.1', port: (server.address() as AddressInfo).port }),
    stop: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
