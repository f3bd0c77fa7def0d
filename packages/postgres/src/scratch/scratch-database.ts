import { randomBytes } from 'node:crypto';

import type { ClientConfig } from 'pg';
import Client from 'pg/lib/client';

import type { Database } from '../find-database.js';
import { PostgresError } from '../postgres-error.js';
import { scratchMarker, scratchName, scratchPrefix } from './names.js';

/** A database that one command makes, has for itself and drops. */
export interface ScratchDatabase {
  readonly name: string;
  /** For `pg`. Holds the password: do not print it. */
  readonly config: ClientConfig;
  /** As its server calls it. */
  readonly serverVersion: string;
  /** Ends all sessions in it, too. May be called twice. */
  drop(): Promise<void>;
}

/** First key of every advisory lock of ours: the letters `pgpm`. */
const lockClass = 0x7067706d;

/**
 * Second key of the lock that whoever makes roles in passing takes, the letters `test`: tests and checks deploy modules
 * one after the other, because two that make or grant the same role at the same moment get in each other's way.
 */
const rolesLock = 0x74657374;

/**
 * A connection limit that no person would choose. The comment cannot be part of `create database`, so this tells the
 * databases of commands that were killed in between.
 */
const markerLimit = lockClass;

/** Makes an empty database beside `server`; see `index.ts` for what it promises. */
export async function createScratchDatabase(server: Database, subject: string): Promise<ScratchDatabase> {
  if (server.release !== undefined) return wholeServer(server, server.release);
  const maintenance = await connectBeside(server);
  try {
    await maintenance.query(`select pg_advisory_lock(${lockClass}, ${rolesLock})`);
    await dropLeftovers(maintenance);
    const name = scratchName(subject, randomBytes(6).toString('hex'));
    await maintenance.query(`select pg_advisory_lock(${lockClass}, hashtext($1))`, [name]);
    const serverVersion = await create(maintenance, server, name);
    let dropped: Promise<void> | undefined;
    const config = { ...server.config, database: name };
    return { name, config, serverVersion, drop: () => (dropped ??= drop(maintenance, name)) };
  } catch (error) {
    await maintenance.end().catch(() => undefined);
    throw error;
  }
}

async function wholeServer({ config, describe }: Database, release: () => Promise<void>): Promise<ScratchDatabase> {
  try {
    const client = await connect(config);
    try {
      const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
      return { name: config.database ?? '', config, serverVersion: rows[0]?.version ?? '', drop: release };
    } finally {
      await client.end();
    }
  } catch (cause) {
    await release();
    throw new PostgresError('SCRATCH_SERVER_UNAVAILABLE', { server: describe, reason: reasonOf(cause) }, { cause });
  }
}

/** A database cannot be made or dropped from inside of it. */
async function connectBeside({ config, describe }: Database): Promise<Client> {
  try {
    return await connect(config);
  } catch (error) {
    if (codeOf(error) === '3D000') {
      const fallback = await connect({ ...config, database: 'postgres' }).catch(() => undefined);
      if (fallback !== undefined) return fallback;
    }
    const hint = 'correct the connection, or unset it to use the embedded server';
    throw new PostgresError(
      'SCRATCH_SERVER_UNAVAILABLE',
      { server: describe, reason: reasonOf(error) },
      { hint, cause: error },
    );
  }
}

async function connect(config: ClientConfig): Promise<Client> {
  const client = new Client({ fallback_application_name: 'pgpm', ...config });
  // A session that the server ends fails its queries; without a listener it would end the process, too.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** @returns the version of the server. */
async function create(maintenance: Client, server: Database, name: string): Promise<string> {
  const { rows } = await maintenance.query<{ name: string; version: number; fsync: boolean }>(
    `select current_setting('server_version') as name, current_setting('server_version_num')::int as version,
       current_setting('fsync')::bool as fsync`,
  );
  const [facts] = rows;
  // Copying files is quick where nothing is flushed to disk; elsewhere the server's own choice is better.
  const copy = facts !== undefined && facts.version >= 150_000 && !facts.fsync ? ' strategy file_copy' : '';
  const id = maintenance.escapeIdentifier(name);
  try {
    await maintenance.query(`create database ${id} template template0${copy} connection limit ${markerLimit}`);
    await maintenance.query(`comment on database ${id} is ${maintenance.escapeLiteral(scratchMarker)}`);
    // A crash of the server may cost this database the last of its commits: nobody will miss them.
    await maintenance.query(`alter database ${id} set synchronous_commit = off`);
    return facts?.name ?? '';
  } catch (cause) {
    const hint = codeOf(cause) === '42501' ? 'let the role create databases: alter role … createdb' : undefined;
    const fields = { server: server.describe, reason: reasonOf(cause) };
    throw new PostgresError('SCRATCH_DATABASE_NOT_CREATED', fields, { hint, cause });
  }
}

/**
 * Drops what killed commands left behind: databases with our name and our comment, whose lock nobody holds and that nobody
 * is connected to.
 */
async function dropLeftovers(maintenance: Client): Promise<void> {
  const { rows } = await maintenance.query<{ name: string }>(
    `select d.datname::text as name
     from pg_database as d
     where starts_with(d.datname::text, $1)
       and coalesce(shobj_description(d.oid, 'pg_database') = $2, d.datconnlimit = $3)
       and pg_has_role(d.datdba, 'usage')
       and not exists (
         select from pg_locks as l
         where l.locktype = 'advisory' and l.classid = $3 and l.objid = hashtext(d.datname::text)::oid and l.objsubid = 2
       )
       and not exists (select from pg_stat_activity as a where a.datid = d.oid and a.pid is not null)`,
    [scratchPrefix, scratchMarker, lockClass],
  );
  for (const { name } of rows) {
    // Somebody else may do the same at the same time, or somebody may just look into it: there will be a next time.
    await maintenance.query(`drop database if exists ${maintenance.escapeIdentifier(name)}`).catch(() => undefined);
  }
}

async function drop(maintenance: Client, name: string): Promise<void> {
  try {
    await maintenance.query(`drop database if exists ${maintenance.escapeIdentifier(name)} with (force)`);
  } finally {
    await maintenance.end();
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function reasonOf(error: unknown): string {
  // Node tries every address of a host name, and throws all their errors together.
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error && error.message !== '' ? error.message : (codeOf(error) ?? 'unknown reason');
}
