import type { Client, ClientConfig } from 'pg';

import { codeOf, makeClient } from '../server/connect.js';
import { TestingError } from '../testing-error.js';

/** One connection, which is opened when it is first used, and does one thing after the other, in the order of the calls. */
export class Session {
  readonly client: Client;
  readonly #role: string | undefined;
  #opened: Promise<unknown> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** @param role whom the session acts as from its beginning. Default: the role that it connects as. */
  constructor(config: ClientConfig, role?: string) {
    this.client = makeClient(config);
    this.#role = role;
  }

  /** Connects, unless that has happened. */
  open(): Promise<unknown> {
    this.#opened ??= this.#connect();
    return this.#opened;
  }

  /** Runs `work` when all work before it is done, failed or not. Nothing comes in between its queries. */
  async run<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const before = this.#last;
    let finish = (): void => undefined;
    this.#last = new Promise<void>((resolve) => {
      finish = resolve;
    });
    await before;
    try {
      await this.open();
      return await this.#attempt(work);
    } finally {
      finish();
    }
  }

  /**
   * Behind an error, perhaps in a later packet, the server says what has become of the transaction. The driver does not wait
   * for it: whoever asked next would be told what was so before.
   */
  async #attempt<T>(work: (client: Client) => Promise<T>): Promise<T> {
    try {
      return await work(this.client);
    } catch (error) {
      await this.client.query('').catch(() => undefined);
      throw error;
    }
  }

  /** Closes the connection, whatever it is doing. */
  async end(): Promise<void> {
    if (this.#opened !== undefined) await this.client.end();
  }

  async #connect(): Promise<void> {
    await this.client.connect();
    if (this.#role !== undefined) await becomeRole(this.client, this.#role);
  }
}

async function becomeRole(client: Client, role: string): Promise<void> {
  try {
    await client.query(`select set_config('role', $1, false)`, [role]);
  } catch (cause) {
    if (codeOf(cause) !== '42501') throw cause;
    const user = client.user ?? '';
    const hint = `grant ${client.escapeIdentifier(role)} to ${client.escapeIdentifier(user)}`;
    throw new TestingError('ROLE_NOT_ALLOWED', { role, user }, { hint, cause });
  }
}
