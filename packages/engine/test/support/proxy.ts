import { connect, type Socket } from 'node:net';
import type { ClientConfig } from 'pg';
import { LocalServer, splitter } from './local-server.js';

/** Passes a PostgreSQL connection on, and counts the messages on which the client waits for the server. */
export class CountingProxy extends LocalServer {
  roundTrips = 0;
  /** How long a connection that comes from now on waits until it is passed on, in ms. */
  delay = 0;
  /** How many connections were passed on. */
  connections = 0;
  readonly #target: ClientConfig;

  private constructor(target: ClientConfig) {
    super();
    this.#target = target;
  }

  static async start(target: ClientConfig): Promise<CountingProxy> {
    return new CountingProxy(target).listen();
  }

  protected accept(client: Socket): void {
    const { host = '127.0.0.1', port = 5432 } = this.#target;
    setTimeout(() => {
      this.connections++;
      const upstream = connect(port, host);
      upstream.on('error', () => undefined);
      const count = splitter((message) => this.#count(message), { hasStartup: true });
      client.on('data', count);
      client.pipe(upstream).pipe(client);
    }, this.delay);
  }

  /** Simple queries, and syncs of the extended protocol. */
  #count(message: Buffer): void {
    if (['Q', 'S'].includes(String.fromCharCode(message[0] ?? 0))) this.roundTrips++;
  }
}
