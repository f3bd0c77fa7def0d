import type { ClientConfig as DriverConfig, DatabaseError, QueryResult, QueryResultRow } from 'pg';
import { Client } from './driver.js';
import { Batch, type BatchFailure, type BatchPart, type BatchResult, type Notice } from './batch.js';
import { requireChannelBinding } from './channel-binding.js';
import { connectionError } from './connection-errors.js';
import { sendCancelRequest, type CancelTarget } from './cancel-request.js';
import { bind, type Parameter } from './literal.js';

export type { DatabaseError } from 'pg';

/** How to connect: what `pg` takes, and what it lacks. */
export interface ClientConfig extends DriverConfig {
  /**
   * Only to a server that binds the password to the encrypted channel; libpq's `channel_binding=require`. Takes `enableChannelBinding`.
   * Default: `false`.
   */
  readonly requiresChannelBinding?: boolean | undefined;
}

/** How long somebody who interrupts a run waits for a second connection, in ms. */
const cancelLimit = 10_000;

/**
 * One connection to one database. Holds the advisory lock of a writing run, so it must not be shared or pooled.
 * A session knows how to send SQL; what to send is decided elsewhere.
 */
export class Session {
  readonly #client: Client;
  readonly #config: ClientConfig;
  readonly #serverVersion: string;
  #lost: Error | undefined;
  #onNotice: ((notice: Notice) => void) | undefined;

  private constructor(client: Client, config: ClientConfig, serverVersion: string) {
    this.#client = client;
    this.#config = config;
    this.#serverVersion = serverVersion;
    client.on('error', (error) => {
      this.#lost ??= error;
    });
    client.on('notice', (notice) => {
      this.#onNotice?.({ severity: notice.severity ?? 'NOTICE', message: notice.message ?? '' });
    });
  }

  /** @throws {EngineError} `CONNECTION_FAILED` or `DATABASE_MISSING`. Neither holds the password. */
  static async open(config: ClientConfig): Promise<Session> {
    const withName = { fallback_application_name: 'pgpm', ...config };
    const client = new Client(withName);
    let serverVersion = '';
    // The server says it unasked while it lets a client in.
    client.connection.on('parameterStatus', (status: { parameterName: string; parameterValue: string }) => {
      if (status.parameterName === 'server_version') serverVersion = status.parameterValue;
    });
    if (config.requiresChannelBinding === true) requireChannelBinding(client);
    try {
      await client.connect();
    } catch (cause) {
      await client.end().catch(() => undefined);
      throw connectionError(client, cause);
    }
    return new Session(client, withName, serverVersion);
  }

  /** Set once the server or the network ended the connection. */
  get lost(): Error | undefined {
    return this.#lost;
  }

  /** As the server calls it: `18.4`, `16.2 (Debian 16.2-1)`. */
  get serverVersion(): string {
    return this.#serverVersion;
  }

  get database(): string {
    return this.#client.database ?? '';
  }

  get user(): string {
    return this.#client.user ?? '';
  }

  /** Asks a question of ours. */
  async rows<Row extends QueryResultRow>(sql: string, parameters: readonly Parameter[] = []): Promise<readonly Row[]> {
    return ask<Row>(this.#client, sql, parameters);
  }

  /** Runs statements that return nothing, in one message. */
  async execute(sql: string): Promise<void> {
    await this.#client.query(sql);
  }

  /**
   * Sends `parts` in one message. A failing statement ends the message; the result then says which one it was.
   *
   * @param epilogue - statements after the last part, in the same message.
   */
  async batch(parts: readonly BatchPart[], epilogue: string): Promise<BatchResult> {
    const batch = new Batch(parts, epilogue);
    this.#onNotice = (notice) => batch.notice(notice);
    try {
      this.#client.query(batch);
      const result = await batch.result;
      const { done, failure } = result;
      if (failure === undefined || done.length > 0 || !isUnreadable(failure.error)) return result;
      return await this.#blameUnreadable(parts, failure);
    } finally {
      this.#onNotice = undefined;
    }
  }

  /**
   * A message with a character that the database's encoding lacks fails before anything of it runs, and the server does not
   * say where. Rolls back, and asks for one text after the other.
   */
  async #blameUnreadable(parts: readonly BatchPart[], failure: BatchFailure): Promise<BatchResult> {
    await this.#client.query('rollback');
    for (const [part, { sql }] of parts.entries()) {
      try {
        await this.#client.query('select $1::text is null', [sql]);
      } catch (error) {
        if (isUnreadable(error)) return { done: [], failure: { ...failure, part } };
        throw error;
      }
    }
    return { done: [], failure };
  }

  /** The server process that works for this session, as whoever let the client in calls it: a pooler makes a number up. */
  get pid(): number | undefined {
    return this.#numberOf('processID');
  }

  /** Makes the statement that is running fail with SQLSTATE 57014. Uses a connection of its own. */
  async cancel(): Promise<void> {
    if (!this.#client.ssl) return sendCancelRequest(this.#cancelTarget(), cancelLimit);
    const other = new Client({ ...this.#config, connectionTimeoutMillis: cancelLimit });
    // What happens to it between its queries is nobody's concern, and without a listener it would end the process.
    other.on('error', () => undefined);
    try {
      await other.connect();
      const cancelled = await ask(
        other,
        `select pg_catalog.pg_cancel_backend(pid) from pg_catalog.pg_stat_activity
         where pid = $1 and datname = pg_catalog.current_database() and usename = session_user`,
        [this.pid],
      );
      // A pooler knows whom it has given this number.
      if (cancelled.length === 0) await sendCancelRequest(this.#cancelTarget(), cancelLimit);
    } finally {
      await other.end();
    }
  }

  /** @throws {TypeError} when whoever let the client in has given it no numbers. */
  #cancelTarget(): CancelTarget {
    const { host, port } = this.#client;
    const [pid, secret] = [this.pid, this.#numberOf('secretKey')];
    if (pid === undefined || secret === undefined) throw new TypeError('nobody knows how to cancel this session');
    return { host, port, pid, secret };
  }

  /** What the driver keeps, but its types do not know. */
  #numberOf(key: 'processID' | 'secretKey'): number | undefined {
    const found: unknown = Reflect.get(this.#client, key);
    return typeof found === 'number' ? found : undefined;
  }

  /** Opens one more session to the same database. */
  async another(): Promise<Session> {
    return Session.open(this.#config);
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}

/** Around a question: an open transaction goes on with the path that it had, and the session of a pooler keeps nothing. */
const ownPath = `
  select pg_catalog.set_config('pgpm.path', pg_catalog.current_setting('search_path'), true);
  set local search_path = pg_catalog, pg_temp;\n`;
const formerPath = `;\nselect pg_catalog.set_config('search_path', pg_catalog.current_setting('pgpm.path'), true)`;

/**
 * Names, types and operators mean those of the server, whatever path the role or the database has: who owns a database may have
 * put others in front of them.
 */
async function ask<Row extends QueryResultRow>(
  client: Client,
  sql: string,
  parameters: readonly Parameter[],
): Promise<readonly Row[]> {
  const results: unknown = await client.query(ownPath + bind(sql, parameters) + formerPath);
  return (results as readonly QueryResult<Row>[]).at(-2)?.rows ?? [];
}

/** Errors of the server carry a SQLSTATE; errors of the network do not. */
export function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string';
}

/**
 * SQLSTATEs with which the server ends a session: it shuts down, somebody ends the session or drops the database, or the
 * session or its transaction has been open for too long.
 */
const endings = new Set(['57P01', '57P02', '57P03', '57P04', '57P05', '25P03', '25P04']);

/** Whether this was the last word of the server to the session. */
export function endsSession({ code = '' }: DatabaseError): boolean {
  return endings.has(code);
}

/** SQLSTATE of a text that has no form in the encoding of the database, or is none in that of the client. */
function isUnreadable(error: unknown): boolean {
  return isDatabaseError(error) && (error.code === '22P05' || error.code === '22021');
}
