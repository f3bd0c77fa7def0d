import { connect, type Socket } from 'node:net';
import type { ClientConfig } from 'pg';
import { LocalServer } from './local-server.js';

/** Passes connections on to a server that seems to speak another language: words give way to others of the same length. */
export class TranslatingProxy extends LocalServer {
  readonly #words: Readonly<Record<string, string>>;
  readonly #target: ClientConfig;

  private constructor(target: ClientConfig, words: Readonly<Record<string, string>>) {
    super();
    this.#target = target;
    this.#words = words;
  }

  static async start(target: ClientConfig, words: Readonly<Record<string, string>>): Promise<TranslatingProxy> {
    return new TranslatingProxy(target, words).listen();
  }

  protected accept(client: Socket): void {
    const { host = '127.0.0.1', port = 5432 } = this.#target;
    const upstream = connect(port, host);
    upstream.on('error', () => undefined);
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      for (const [word, other] of Object.entries(this.#words)) {
        for (let at = chunk.indexOf(word); at >= 0; at = chunk.indexOf(word, at)) chunk.write(other, at);
      }
      client.write(chunk);
    });
    upstream.on('close', () => client.end());
  }
}
