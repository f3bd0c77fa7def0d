import type { Client, ClientConfig, QueryResult, QueryResultRow } from 'pg';

import { settingsOf, type Context } from './context.js';
import { connect, dropDatabase, withMaintenance, type TestServer } from './maintenance.js';
import { TestingError } from './testing-error.js';

/** A database that belongs to one test file, and a connection to it as its owner. */
export interface TestDatabase {
  readonly name: string;
  /** For more connections of your own. Holds the password. */
  readonly config: ClientConfig;
  readonly client: Client;
  query<T extends QueryResultRow = QueryResultRow>(sql: string, params?: unknown[]): Promise<QueryResult<T>>;
  /** The only row. Rejects with `UNEXPECTED_ROWS` when there is none, or more than one. */
  one<T extends QueryResultRow = QueryResultRow>(sql: string, params?: unknown[]): Promise<T>;
  /** All rows. */
  any<T extends QueryResultRow = QueryResultRow>(sql: string, params?: unknown[]): Promise<T[]>;
  /** Runs a statement that returns no rows. Rejects with `UNEXPECTED_ROWS` when it does. */
  none(sql: string, params?: unknown[]): Promise<void>;
  /** For `beforeEach`: what a test does is undone by `rollback`. */
  begin(): Promise<void>;
  /** For `afterEach`. Undoes the transaction, with its role and claims. Harmless without one. */
  rollback(): Promise<void>;
  /**
   * Acts as a role with claims, until the end of the transaction.
   *
   * @throws {TestingError} `NO_TRANSACTION`, `CLAIM_NAME_INVALID`. An unknown role is an error of the server.
   */
  setContext(context: Context): Promise<void>;
  /** One more connection, for tests of concurrency. `teardown` closes it. */
  connect(): Promise<Client>;
  /** Closes the connections and drops the database. May be called twice, and after failures. */
  teardown(): Promise<void>;
}

/** Opens the database `name` of `server`. The caller drops it when that fails. */
export async function openTestDatabase(server: TestServer, name: string): Promise<TestDatabase> {
  const config: ClientConfig = { ...server.config, database: name };
  return new OpenTestDatabase(server, name, config, await connect(config));
}

class OpenTestDatabase implements TestDatabase {
  readonly #connections: Client[];
  #teardown: Promise<void> | undefined;

  constructor(
    readonly server: TestServer,
    readonly name: string,
    readonly config: ClientConfig,
    readonly client: Client,
  ) {
    this.#connections = [client];
  }

  query<T extends QueryResultRow>(sql: string, params?: unknown[]): Promise<QueryResult<T>> {
    return this.client.query<T>(sql, params);
  }

  async one<T extends QueryResultRow>(sql: string, params?: unknown[]): Promise<T> {
    const { rows } = await this.query<T>(sql, params);
    const [row] = rows;
    if (row === undefined || rows.length > 1) throw unexpectedRows('one row', rows.length);
    return row;
  }

  async any<T extends QueryResultRow>(sql: string, params?: unknown[]): Promise<T[]> {
    return (await this.query<T>(sql, params)).rows;
  }

  async none(sql: string, params?: unknown[]): Promise<void> {
    const { rows } = await this.query(sql, params);
    if (rows.length > 0) throw unexpectedRows('no rows', rows.length);
  }

  async begin(): Promise<void> {
    if (this.#isInTransaction()) {
      throw new TestingError('TRANSACTION_OPEN', {}, { hint: 'call rollback() in afterEach' });
    }
    await this.query('begin');
  }

  async rollback(): Promise<void> {
    if (this.#isInTransaction()) await this.query('rollback');
  }

  async setContext(context: Context): Promise<void> {
    const settings = settingsOf(context);
    if (!this.#isInTransaction()) {
      const hint = 'call begin() first, in beforeEach for example';
      throw new TestingError('NO_TRANSACTION', { action: 'setContext' }, { hint });
    }
    const [names, values] = [settings.map(([name]) => name), settings.map(([, value]) => value)];
    const sql =
      'select pg_catalog.set_config(s.name, s.value, true) from unnest($1::text[], $2::text[]) as s (name, value)';
    await this.query(sql, [names, values]);
  }

  async connect(): Promise<Client> {
    const connection = await connect(this.config);
    this.#connections.push(connection);
    return connection;
  }

  teardown(): Promise<void> {
    this.#teardown ??= this.#close();
    return this.#teardown;
  }

  async #close(): Promise<void> {
    // A connection that is broken already cannot be ended; the database is dropped all the same.
    await Promise.allSettled(this.#connections.map((connection) => connection.end()));
    await withMaintenance(this.server, (maintenance) => dropDatabase(maintenance, this.name));
  }

  /** An aborted transaction is one, too. */
  #isInTransaction(): boolean {
    return ['T', 'E'].includes(this.client.getTransactionStatus() ?? '');
  }
}

function unexpectedRows(expected: string, found: number): TestingError {
  return new TestingError('UNEXPECTED_ROWS', { expected, found });
}
