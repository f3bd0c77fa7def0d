import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { splitStatements } from '../../src/formats/sql.js';

/** Where a `psql` may be, besides the search path. */
const places = ['/usr/lib/postgresql/18/bin/psql', '/usr/lib/postgresql/15/bin/psql', '/usr/bin/psql'];

export interface Outcome {
  readonly isDone: boolean;
  /** What went wrong. */
  readonly message: string;
}

/** Runs a file of SQL as a person would: with the real `psql`, else statement by statement over a connection. */
export async function runFile(config: ClientConfig, sql: string): Promise<Outcome> {
  const psql = places.find((place) => existsSync(place));
  return psql === undefined ? runStatements(config, sql) : runPsql(psql, config, sql);
}

function runPsql(psql: string, config: ClientConfig, sql: string): Promise<Outcome> {
  const dir = mkdtempSync(join(tmpdir(), 'pgpm-psql-'));
  const file = join(dir, 'run.sql');
  writeFileSync(file, sql);
  const { host = '', port = 0, user = '', password = '', database = '' } = config;
  const env = {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: typeof password === 'string' ? password : '',
    PGDATABASE: database,
    // Poolers of tests know neither.
    PGSSLMODE: 'disable',
    PGGSSENCMODE: 'disable',
    // The locale of the client must not matter.
    PGCLIENTENCODING: 'LATIN1',
  };
  return new Promise((resolve) => {
    execFile(psql, ['-X', '-f', file], { env }, (error, _stdout, stderr) => {
      rmSync(dir, { recursive: true });
      resolve({ isDone: error === null, message: stderr });
    });
  });
}

async function runStatements(config: ClientConfig, sql: string): Promise<Outcome> {
  const client = new Client(config);
  await client.connect();
  try {
    const text = sql.replace(/^\\set .*$/gm, '');
    for (const { start, end } of splitStatements(text)) await client.query(text.slice(start, end));
    return { isDone: true, message: '' };
  } catch (error) {
    return { isDone: false, message: String(error) };
  } finally {
    await client.end();
  }
}
