import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { ClientConfig } from 'pg';

/** Stands between clients and a database. */
export abstract class LocalServer {
  readonly #server = createServer((client) => {
    client.on('error', () => undefined);
    this.accept(client);
  });

  protected abstract accept(client: Socket): void;

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  /** The same database by way of this server. */
  through(config: ClientConfig): ClientConfig {
    const { port } = this.#server.address() as AddressInfo;
    return { ...config, host: '127.0.0.1', port };
  }

  async stop(): Promise<void> {
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Length of the length field of a message. */
const lengthBytes = 4;

/**
 * Cuts a stream into messages: a type, the length of the rest, the rest.
 *
 * @param hasStartup - the first one has no type.
 */
export function splitter(onMessage: (message: Buffer) => void, { hasStartup = false } = {}): (chunk: Buffer) => void {
  let buffered = Buffer.alloc(0);
  let typeBytes = hasStartup ? 0 : 1;
  return (chunk) => {
    buffered = Buffer.concat([buffered, chunk]);
    for (;;) {
      if (buffered.length < typeBytes + lengthBytes) return;
      const end = typeBytes + buffered.readInt32BE(typeBytes);
      if (buffered.length < end) return;
      onMessage(Buffer.from(buffered.subarray(0, end)));
      buffered = buffered.subarray(end);
      typeBytes = 1;
    }
  };
}
