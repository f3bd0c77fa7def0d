import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbedded } from '@pgpm/postgres';
import { Client, type ClientConfig } from 'pg';
import type { LinkedWorkspace } from './linked-workspace.js';

/** A server that a reader has: the pages call it `db.example.com`. */
export interface ReaderServer {
  /** Its host and port. */
  readonly place: string;
  /** Its database `app`, with the password. */
  readonly url: string;
  /** What tells libpq about services and passwords. */
  readonly env: Readonly<Record<string, string>>;
  /** Those of its database `app`, in the order of their names. */
  schemas(): Promise<readonly string[]>;
  /** Makes the databases anew, and that of the embedded server, too. */
  empty(): Promise<void>;
}

/** What databases and who owns them: `app` is what the pages name. */
const owner = 'app';
const databases = ['app', 'staging'];

export async function startReaderServer(workspace: LinkedWorkspace): Promise<ReaderServer> {
  const { root } = workspace;
  const { config } = await startEmbedded({ workspaceRoot: root, cluster: 'test' });
  const { host = '', port = 0 } = config;
  const service = (name: string, database: string): string =>
    `[${name}]\nhost=${host}\nport=${port}\nuser=${owner}\ndbname=${database}\n`;
  const files = { services: '.pgpm/services', passwords: '.pgpm/passwords' };
  workspace.write({
    [files.services]: service('staging', 'staging') + service('production', 'app'),
    [files.passwords]: `${host}:${port}:*:*:secret\n`,
  });
  chmodSync(join(root, files.passwords), 0o600);
  await runAll({ ...config, database: 'postgres' }, [
    `create role ${owner} login createdb password 'secret'`,
    `create role ci login createdb password 'secret'`,
  ]);
  return {
    place: `${host}:${port}`,
    url: `postgresql://${owner}:secret@${host}:${port}/app`,
    env: { PGSERVICEFILE: join(root, files.services), PGPASSFILE: join(root, files.passwords) },
    schemas: async () => {
      const client = new Client({ ...config, database: 'app' });
      await client.connect();
      try {
        const own = `select nspname::text as name from pg_namespace where nspname !~ '^pg_|^information_schema$' order by 1`;
        return (await client.query<{ name: string }>(own)).rows.map(({ name }) => name);
      } finally {
        await client.end();
      }
    },
    empty: async () => {
      await runAll({ ...config, database: 'postgres' }, [
        ...databases.map((name) => `drop database if exists ${name} with (force)`),
        `create database app owner ${owner}`,
      ]);
      const own = await startEmbedded({ workspaceRoot: root });
      await runAll({ ...own.config, database: 'postgres' }, [
        `drop database if exists ${own.database} with (force)`,
        `create database ${own.database}`,
      ]);
    },
  };
}

async function runAll(config: ClientConfig, statements: readonly string[]): Promise<void> {
  const client = new Client(config);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
