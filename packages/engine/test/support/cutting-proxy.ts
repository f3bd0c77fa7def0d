import { connect, type Socket } from 'node:net';
import type { ClientConfig } from 'pg';
import { LocalServer } from './local-server.js';

/**
 * Passes connections on until a client has sent `trigger`: what the server answers to that never arrives, the connection ends
 * instead.
 */
export class CuttingProxy extends LocalServer {
  readonly #trigger: string;
  readonly #target: ClientConfig;

  private constructor(target: ClientConfig, trigger: string) {
    super();
    this.#target = target;
    this.#trigger = trigger;
  }

  static async start(target: ClientConfig, trigger: string): Promise<CuttingProxy> {
    return new CuttingProxy(target, trigger).listen();
  }

  protected accept(client: Socket): void {
    const { host = '127.0.0.1', port = 5432 } = this.#target;
    const upstream = connect(port, host);
    let isTriggered = false;
    upstream.on('error', () => undefined);
    client.on('data', (chunk: Buffer) => {
      isTriggered ||= chunk.includes(this.#trigger);
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (isTriggered) client.destroy();
      else client.write(chunk);
    });
    client.on('close', () => upstream.end());
  }
}
