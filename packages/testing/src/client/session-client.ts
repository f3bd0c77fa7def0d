import type { Client, ClientConfig, Notification, QueryResult, QueryResultRow } from 'pg';

import { loadCsv, loadJson, loadSql, type CsvFiles, type JsonRows } from '../seed/index.js';
import { TestingError } from '../testing-error.js';
import type { Channels, WaitOptions } from './channels.js';
import { settingsOf, type Context, type Setting } from './context.js';
import { explainStatement, readPlan, type ExplainOptions, type ExplainRow, type QueryPlan } from './explain.js';
import { Levels } from './levels.js';
import { atMostOneRow, noRows, onlyRow, someRows } from './rows.js';
import { Session } from './session.js';
import type { TestClient } from './test-client.js';

const setSettings =
  'select pg_catalog.set_config(s.name, s.value, $3) from unnest($1::text[], $2::text[]) as s (name, value)';

export class SessionClient implements TestClient {
  readonly #session: Session;
  readonly #channels: Channels;
  readonly #role: string | undefined;
  readonly #levels = new Levels();

  /** @param role whom the client acts as when nothing else is said. */
  constructor(config: ClientConfig, channels: Channels, role?: string) {
    this.#session = new Session(config, role);
    this.#channels = channels;
    this.#role = role;
  }

  get client(): Client {
    return this.#session.client;
  }

  open(): Promise<unknown> {
    return this.#session.open();
  }

  end(): Promise<void> {
    return this.#session.end();
  }

  async query<T extends QueryResultRow>(sql: string, params?: unknown[]): Promise<QueryResult<T>> {
    return this.#run((client) => client.query<T>(sql, params));
  }

  async one<T extends QueryResultRow>(sql: string, params?: unknown[]): Promise<T> {
    return onlyRow(await this.any<T>(sql, params));
  }

  async oneOrNone<T extends QueryResultRow>(sql: string, params?: unknown[]): Promise<T | null> {
    return atMostOneRow(await this.any<T>(sql, params));
  }

  async many<T extends QueryResultRow>(sql: string, params?: unknown[]): Promise<T[]> {
    return someRows(await this.any<T>(sql, params));
  }

  async any<T extends QueryResultRow>(sql: string, params?: unknown[]): Promise<T[]> {
    // The driver answers several statements with a list of results.
    const result: QueryResult<T> | QueryResult<T>[] = await this.query<T>(sql, params);
    return [result].flat().at(-1)?.rows ?? [];
  }

  async none(sql: string, params?: unknown[]): Promise<void> {
    noRows(await this.any(sql, params));
  }

  async beforeEach(): Promise<void> {
    await this.#run(async (client) => {
      if (this.#levels.depth === 0) refuseTransaction(client);
      await client.query(this.#levels.open());
    });
  }

  async afterEach(): Promise<void> {
    await this.#run(async (client) => {
      if (this.#levels.depth === 0) return;
      this.#refuseEnded(client);
      await client.query(this.#levels.close());
    });
  }

  async begin(): Promise<void> {
    await this.#run(async (client) => {
      refuseTransaction(client);
      this.#levels.clear();
      await client.query(this.#levels.open());
    });
  }

  async commit(): Promise<void> {
    await this.#run(async (client) => {
      requireTransaction(client, 'commit');
      this.#levels.clear();
      await client.query('commit');
    });
  }

  async savepoint(name: string): Promise<void> {
    await this.#run(async (client) => {
      await client.query(`savepoint ${client.escapeIdentifier(name)}`);
      this.#levels.savepoint(name);
    });
  }

  async rollback(savepoint?: string): Promise<void> {
    await this.#run(async (client) => {
      if (savepoint !== undefined) {
        await client.query(`rollback to savepoint ${client.escapeIdentifier(savepoint)}`);
        this.#levels.rollbackTo(savepoint);
        return;
      }
      this.#levels.clear();
      if (isInTransaction(client)) await client.query('rollback');
    });
  }

  async publish(): Promise<void> {
    await this.#run(async (client) => {
      requireTransaction(client, 'publish');
      try {
        await client.query('commit');
      } finally {
        // Also when a deferred constraint refuses the commit: afterEach has something to undo in any case.
        for (const { statement, settings } of this.#levels.reopen()) {
          await client.query(statement);
          await set(client, settings, true);
        }
      }
    });
  }

  async setContext(context: Context): Promise<void> {
    const settings = settingsOf(context, this.#role);
    await this.#run(async (client) => {
      const isLocal = isInTransaction(client);
      await set(client, settings, isLocal);
      if (isLocal) this.#levels.note(settings);
    });
  }

  async loadSql(files: string | readonly string[]): Promise<void> {
    await this.#load((client) => loadSql(client, typeof files === 'string' ? [files] : files));
  }

  async loadJson(tables: JsonRows): Promise<void> {
    await this.#load((client) => loadJson(client, tables));
  }

  async loadCsv(files: CsvFiles): Promise<void> {
    await this.#load((client) => loadCsv(client, files));
  }

  waitForNotification(channel: string, options?: WaitOptions): Promise<Notification> {
    return this.#channels.wait(channel, options);
  }

  async explain(sql: string, params: unknown[] = [], options: ExplainOptions = {}): Promise<QueryPlan> {
    return this.#run(async (client) => {
      await client.query(this.#levels.open());
      try {
        await set(client, Object.entries(options.settings ?? {}), true);
        const { rows } = await client.query<ExplainRow>(explainStatement(sql, options), params);
        return readPlan(onlyRow(rows));
      } finally {
        await client.query(this.#levels.close());
      }
    });
  }

  /** A file may contain anything, also a commit. */
  async #load(work: (client: Client) => Promise<void>): Promise<void> {
    await this.#run(async (client) => {
      await work(client);
      if (this.#levels.depth > 0) this.#refuseEnded(client);
    });
  }

  async #run<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const { starting } = this.#channels;
    return this.#session.run(async (client) => {
      if (starting !== undefined) await starting;
      return work(client);
    });
  }

  #refuseEnded(client: Client): void {
    if (isInTransaction(client)) return;
    this.#levels.clear();
    throw new TestingError('TRANSACTION_ENDED', {}, { hint: 'use publish() where others have to see what a test did' });
  }
}

/** An aborted transaction is one, too. */
function isInTransaction(client: Client): boolean {
  return ['T', 'E'].includes(client.getTransactionStatus() ?? '');
}

function refuseTransaction(client: Client): void {
  if (!isInTransaction(client)) return;
  throw new TestingError('TRANSACTION_OPEN', {}, { hint: 'call rollback() in afterEach' });
}

/** A commit of an aborted transaction would be a rollback that looks like success. */
function requireTransaction(client: Client, action: string): void {
  if (!isInTransaction(client)) {
    const hint = 'call beforeEach() or begin() first';
    throw new TestingError('NO_TRANSACTION', { action }, { hint });
  }
  if (client.getTransactionStatus() === 'E') {
    const hint =
      'let the statement that is expected to fail run between savepoint() and rollback(), or before publish()';
    throw new TestingError('TRANSACTION_ABORTED', { action }, { hint });
  }
}

async function set(client: Client, settings: readonly Setting[], isLocal: boolean): Promise<void> {
  if (settings.length === 0) return;
  const [names, values] = [settings.map(([name]) => name), settings.map(([, value]) => value)];
  await client.query(setSettings, [names, values, isLocal]);
}
