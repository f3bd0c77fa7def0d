import type { Client, Notification, QueryResult, QueryResultRow } from 'pg';

import type { CsvFiles, JsonRows } from '../seed/index.js';
import type { WaitOptions } from './channels.js';
import type { Context } from './context.js';
import type { ExplainOptions, QueryPlan } from './explain.js';

/** One session of a test. What it is told without waiting for the answer is done in that order. */
export interface TestClient {
  /** The connection itself, for what has no method here. */
  readonly client: Client;
  query<T extends QueryResultRow = QueryResultRow>(sql: string, params?: unknown[]): Promise<QueryResult<T>>;
  /** The only row. Rejects with `UNEXPECTED_ROWS` when there is none, or more than one. */
  one<T extends QueryResultRow = QueryResultRow>(sql: string, params?: unknown[]): Promise<T>;
  /** The only row, or null. Rejects with `UNEXPECTED_ROWS` when there are more. */
  oneOrNone<T extends QueryResultRow = QueryResultRow>(sql: string, params?: unknown[]): Promise<T | null>;
  /** All rows. Rejects with `UNEXPECTED_ROWS` when there is none. */
  many<T extends QueryResultRow = QueryResultRow>(sql: string, params?: unknown[]): Promise<T[]>;
  /** All rows. */
  any<T extends QueryResultRow = QueryResultRow>(sql: string, params?: unknown[]): Promise<T[]>;
  /** Runs a statement that returns no rows. Rejects with `UNEXPECTED_ROWS` when it does. */
  none(sql: string, params?: unknown[]): Promise<void>;

  /** Opens a transaction, or a savepoint in the one that is open: `afterEach` undoes what follows. Can be nested. */
  beforeEach(): Promise<void>;
  /** Undoes everything since the `beforeEach` that it belongs to. Rejects with `TRANSACTION_ENDED` when a test committed. */
  afterEach(): Promise<void>;
  begin(): Promise<void>;
  /** Ends the transaction, and keeps what it did. Rejects with `TRANSACTION_ABORTED` when a statement failed. */
  commit(): Promise<void>;
  savepoint(name: string): Promise<void>;
  /** Undoes the transaction, with its role and claims, or all since a savepoint. Harmless without a transaction. */
  rollback(savepoint?: string): Promise<void>;
  /**
   * Commits, so that other sessions see it and notifications are sent, and goes on in a new transaction with the same
   * role and claims. What was published stays until the database is dropped.
   */
  publish(): Promise<void>;
  /**
   * Acts as a role with claims: in a transaction until its end, or that of the savepoint; otherwise from now on.
   *
   * @throws {TestingError} `CLAIM_NAME_INVALID`. An unknown role is an error of the server.
   */
  setContext(context: Context): Promise<void>;

  /** Runs files of SQL, one after the other. */
  loadSql(files: string | readonly string[]): Promise<void>;
  /** Inserts rows by table, `{ 'app.users': [{ id: 1, name: 'Ann' }] }`, in one statement for rows of the same columns. */
  loadJson(tables: JsonRows): Promise<void>;
  /** Inserts CSV files with a header by table. An empty field is null, unless it is quoted. */
  loadCsv(files: CsvFiles): Promise<void>;

  /** Resolves with the next notification. What is sent after this call by clients of the same database is not missed. */
  waitForNotification(channel: string, options?: WaitOptions): Promise<Notification>;
  /** The plan of a statement. */
  explain(sql: string, params?: unknown[], options?: ExplainOptions): Promise<QueryPlan>;
}
