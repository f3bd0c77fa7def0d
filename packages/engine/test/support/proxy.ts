import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import type { ClientConfig } from 'pg';

/** Length of the length field of a message. */
const lengthBytes = 4;

/**
 * Passes a PostgreSQL connection on, and counts the messages on which the client waits for the server: simple queries
 * and syncs of the extended protocol.
 */
export class CountingProxy {
  roundTrips = 0;
  /** How long a connection that comes from now on waits until it is passed on, in ms. */
  delay = 0;
  /** How many connections were passed on. */
  connections = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start({ host = '127.0.0.1', port = 5432 }: ClientConfig): Promise<CountingProxy> {
    const server = createServer();
    const proxy = new CountingProxy(server);
    server.on('connection', (client) => {
      client.on('error', () => undefined);
      setTimeout(() => {
        proxy.connections++;
        const upstream = connect(port, host);
        upstream.on('error', () => undefined);
        proxy.#count(client);
        client.pipe(upstream).pipe(client);
      }, proxy.delay);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  /** The same database by way of this proxy. */
  through(config: ClientConfig): ClientConfig {
    const { port } = this.#server.address() as AddressInfo;
    return { ...config, host: '127.0.0.1', port };
  }

  async stop(): Promise<void> {
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** The first message of a connection has no type; every other one begins with it. */
  #count(client: Socket): void {
    let buffered = Buffer.alloc(0);
    let started = false;
    client.on('data', (chunk: Buffer) => {
      buffered = Buffer.concat([buffered, chunk]);
      for (;;) {
        const typeBytes = started ? 1 : 0;
        if (buffered.length < typeBytes + lengthBytes) return;
        const end = typeBytes + buffered.readInt32BE(typeBytes);
        if (buffered.length < end) return;
        const type = started ? String.fromCharCode(buffered[0] ?? 0) : 'startup';
        if (type === 'Q' || type === 'S') this.roundTrips++;
        started = true;
        buffered = buffered.subarray(end);
      }
    });
  }
}
