import { type Client, type QueryResultRow } from 'pg';

import { TestingError } from '../testing-error.js';
import { codeOf, connectBeside, reasonOf, type TestServer } from './connect.js';
import { databaseMarker, markerLimit, type Strategy } from './markers.js';

/** First key of every advisory lock of ours: the letters `pgpm`. */
export const lockClass = 0x7067706d;

/** Second key of the lock that deployments of tests take, one after the other: the letters `test`. */
const deployLock = 0x74657374;

/** What the server is like, as far as it matters for copying databases. */
export interface ServerFacts {
  /** `server_version_num`. */
  readonly version: number;
  /** Off on servers whose data may be lost, such as the embedded test server. */
  readonly fsync: boolean;
}

/**
 * A session beside a test database, open as long as that is in use. It makes and drops the database, and its locks tell
 * everybody else that somebody is there: they end with the process, however that ends.
 */
export class Maintenance {
  readonly #client: Client;

  private constructor(
    readonly server: TestServer,
    client: Client,
  ) {
    this.#client = client;
  }

  /** @throws {TestingError} `TEST_SERVER_UNAVAILABLE`. */
  static async open(server: TestServer): Promise<Maintenance> {
    return new Maintenance(server, await connectBeside(server));
  }

  async query<T extends QueryResultRow>(sql: string, params?: unknown[]): Promise<readonly T[]> {
    return (await this.#client.query<T>(sql, params)).rows;
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  /** @returns `text` as an identifier of SQL. */
  id(text: string): string {
    return this.#client.escapeIdentifier(text);
  }

  literal(text: string): string {
    return this.#client.escapeLiteral(text);
  }

  async facts(): Promise<ServerFacts> {
    const [row] = await this.query<{ version: number; fsync: boolean }>(
      `select current_setting('server_version_num')::int as version, current_setting('fsync')::bool as fsync`,
    );
    return { version: row?.version ?? 0, fsync: row?.fsync ?? true };
  }

  /** Tells other sessions that the database of this name is in use. Nobody else ever waits for it. */
  async occupy(name: string): Promise<void> {
    await this.query(`select pg_advisory_lock(${lockClass}, hashtext($1))`, [name]);
  }

  async release(name: string): Promise<void> {
    await this.query(`select pg_advisory_unlock(${lockClass}, hashtext($1))`, [name]);
  }

  /**
   * Makes a database that cannot be mistaken for somebody else's. `mark` has to follow.
   *
   * @throws {TestingError} `TEST_DATABASE_NOT_CREATED`.
   */
  async create(name: string, template: string, strategy: Strategy | undefined): Promise<void> {
    const copy = strategy === undefined ? '' : ` strategy ${strategy}`;
    try {
      await this.query(
        `create database ${this.id(name)} template ${this.id(template)}${copy} connection limit ${markerLimit}`,
      );
    } catch (cause) {
      const hint = codeOf(cause) === '42501' ? 'let the role create databases: alter role … createdb' : undefined;
      const fields = { server: this.server.describe, reason: reasonOf(cause) };
      throw new TestingError('TEST_DATABASE_NOT_CREATED', fields, { hint, cause });
    }
  }

  /** Makes an empty database from `template0`, which nobody has added anything to. */
  async createEmpty(name: string, { version, fsync }: ServerFacts): Promise<void> {
    await this.create(name, 'template0', version < 150_000 ? undefined : fsync ? 'wal_log' : 'file_copy');
    await this.mark(name);
  }

  /** Writes the comment that says whose the database is. */
  async mark(name: string, marker: string = databaseMarker): Promise<void> {
    await this.query(`comment on database ${this.id(name)} is ${this.literal(marker)}`);
  }

  /** Drops a database of ours, with the sessions that are still in it. One that is gone is fine. */
  async drop(name: string): Promise<void> {
    await this.query(`drop database if exists ${this.id(name)} with (force)`);
  }

  /** Gives a database of ours to whoever wants it: it is never dropped. */
  async keep(name: string): Promise<void> {
    await this.query(`alter database ${this.id(name)} with connection limit -1`);
    await this.mark(name, 'kept after a test; not needed by @pgpm/testing');
  }

  /**
   * Runs one deployment of tests at a time. Databases are separate, roles are not: two that create or grant the same
   * role at the same moment get in each other's way.
   */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const keys = `${lockClass}, ${deployLock}`;
    await this.query(`select pg_advisory_lock(${keys})`);
    try {
      return await work();
    } finally {
      await this.query(`select pg_advisory_unlock(${keys})`);
    }
  }
}
