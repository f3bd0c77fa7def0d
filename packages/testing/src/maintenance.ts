import { hostname } from 'node:os';

import { Client, type ClientConfig, type DatabaseError } from 'pg';

import { parseMarker, prefix, printMarker } from './names.js';
import { TestingError } from './testing-error.js';

/** A server on which databases can be made. */
export interface TestServer {
  /** Of any database of it. */
  readonly config: ClientConfig;
  /** For messages; without a password. */
  readonly describe: string;
  /** Ours to treat as we like: nothing on it has to be durable. */
  readonly isEmbedded: boolean;
}

/** The key of the lock that deployments of tests take, one after the other: the letters `pgpm` and `test`. */
const deployLock = [0x7067706d, 0x74657374] as const;

/**
 * Connects to a database that is there anyway, and disconnects in the end: a database cannot be made or dropped from
 * inside of it.
 *
 * @throws {TestingError} `TEST_SERVER_UNAVAILABLE`, and what `work` throws.
 */
export async function withMaintenance<T>(server: TestServer, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectMaintenance(server);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Makes an empty database from `template0`, which nobody has added anything to.
 *
 * @throws {TestingError} `TEST_DATABASE_NOT_CREATED`.
 */
export async function createDatabase(client: Client, server: TestServer, name: string): Promise<void> {
  // Copying files is quick where nothing is flushed to disk; elsewhere the server's own choice is better.
  const strategy = server.isEmbedded && (await serverVersion(client)) >= 150_000 ? ' strategy file_copy' : '';
  try {
    await client.query(`create database ${client.escapeIdentifier(name)} template template0${strategy}`);
  } catch (cause) {
    const hint = codeOf(cause) === '42501' ? 'let the role create databases: alter role … createdb' : undefined;
    const fields = { server: server.describe, reason: reasonOf(cause) };
    throw new TestingError('TEST_DATABASE_NOT_CREATED', fields, { hint, cause });
  }
  const marker = client.escapeLiteral(printMarker({ pid: process.pid, host: hostname() }));
  await client.query(`comment on database ${client.escapeIdentifier(name)} is ${marker}`);
}

/** Drops a database of ours, with the sessions that are still in it. One that is gone is fine. */
export async function dropDatabase(client: Client, name: string): Promise<void> {
  await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
}

/**
 * Drops what killed test runs of this machine left behind: databases with our name and our comment, whose process is
 * gone, and that nobody is connected to.
 */
export async function dropLeftovers(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; marker: string }>(
    `select d.datname as name, s.description as marker
     from pg_database as d
     join pg_shdescription as s on s.objoid = d.oid and s.classoid = 'pg_database'::regclass
     where starts_with(d.datname, $1)
       and not exists (select from pg_stat_activity as a where a.datid = d.oid)`,
    [prefix],
  );
  for (const { name, marker } of rows) {
    const owner = parseMarker(marker);
    if (owner?.host !== hostname() || isAlive(owner.pid)) continue;
    // Somebody else may do the same at the same time, or somebody may just look into it: there will be a next time.
    await client.query(`drop database if exists ${client.escapeIdentifier(name)}`).catch(() => undefined);
  }
}

/**
 * Runs one deployment of tests at a time. Databases are separate, roles are not: two that create or grant the same role
 * at the same moment get in each other's way.
 */
export async function withDeployLock<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('select pg_advisory_lock($1, $2)', [...deployLock]);
  try {
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock($1, $2)', [...deployLock]);
  }
}

/** The database that was named, or `postgres` when that one has not been made yet. */
async function connectMaintenance(server: TestServer): Promise<Client> {
  try {
    return await connect(server.config);
  } catch (error) {
    if (codeOf(error) === '3D000') {
      const fallback = await connect({ ...server.config, database: 'postgres' }).catch(() => undefined);
      if (fallback !== undefined) return fallback;
    }
    const fields = { server: server.describe, reason: reasonOf(error) };
    const hint = 'correct DATABASE_URL, or unset it to use the embedded server';
    throw new TestingError('TEST_SERVER_UNAVAILABLE', fields, { hint, cause: error });
  }
}

export async function connect(config: ClientConfig): Promise<Client> {
  const client = new Client(config);
  // A session that the server ends fails its queries; without a listener it would end the process, too.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function serverVersion(client: Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  return rows[0]?.version ?? 0;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): string | undefined {
  const { code } = asRecord(error);
  return typeof code === 'string' ? code : undefined;
}

function reasonOf(error: unknown): string {
  const { message, errors } = asRecord(error);
  // Node tries every address of a host name, and throws all their errors together.
  if (Array.isArray(errors) && errors.length > 0) return reasonOf(errors[0]);
  return typeof message === 'string' && message !== '' ? message : (codeOf(error) ?? 'unknown reason');
}

function asRecord(value: unknown): Partial<Record<keyof DatabaseError | 'errors', unknown>> {
  return typeof value === 'object' && value !== null ? value : {};
}
