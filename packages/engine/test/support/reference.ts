import { PgpmMigrate } from '@pgpmjs/core';
import type { ClientConfig } from 'pg';

/** The reference implementation, as far as the tests need it. Each call works on one module, without its requirements. */
export class ReferenceImplementation {
  readonly #client: PgpmMigrate;
  readonly #pathOf: (module: string) => string;

  constructor(config: ClientConfig, pathOf: (module: string) => string, hashMethod: 'content' | 'ast' = 'content') {
    // Its log would drown the tests' own output.
    process.env['LOG_LEVEL'] = 'silent';
    const { host = '', port = 0, user = '', password, database = '' } = config;
    const server = { host, port, user, password: typeof password === 'string' ? password : '', database };
    this.#client = new PgpmMigrate(server, { hashMethod });
    this.#pathOf = pathOf;
  }

  async deploy(module: string, toChange?: string, logOnly = false): Promise<void> {
    await this.#client.deploy({
      modulePath: this.#pathOf(module),
      logOnly,
      ...(toChange !== undefined && { toChange }),
    });
  }

  /** @param toChange - stays; absent for the whole module. */
  async revert(module: string, toChange?: string): Promise<void> {
    await this.#client.revert({ modulePath: this.#pathOf(module), ...(toChange !== undefined && { toChange }) });
  }

  async verify(module: string): Promise<void> {
    const { failed } = await this.#client.verify({ modulePath: this.#pathOf(module) });
    if (failed.length > 0) throw new Error(`the reference finds faults: ${failed.join(', ')}`);
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
