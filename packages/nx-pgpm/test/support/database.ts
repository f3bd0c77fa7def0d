import { randomBytes } from 'node:crypto';
import { findDatabase } from '@pgpm/postgres';
import { Client } from 'pg';

/** A fresh, empty database on the test server. */
export interface ScratchDatabase {
  readonly name: string;
  /** As `--confirm` takes it. */
  readonly place: string;
  /** With the password. */
  readonly url: string;
  readonly password: string;
  readonly client: Client;
  /** One column of all rows. */
  column(sql: string): Promise<readonly unknown[]>;
  drop(): Promise<void>;
}

export async function createScratchDatabase(): Promise<ScratchDatabase> {
  const { config } = await findDatabase({ cwd: __dirname, cluster: 'test', database: 'postgres' });
  const admin = new Client(config);
  await admin.connect();
  const name = `pgpm_test_nx_${randomBytes(6).toString('hex')}`;
  await admin.query(`create database ${name} template template0`);
  const client = new Client({ ...config, database: name });
  await client.connect();
  const password = typeof config.password === 'string' ? config.password : '';
  const login = [config.user ?? '', password].map(encodeURIComponent).join(':');
  const place = `${config.host ?? 'localhost'}:${config.port ?? 5432}/${name}`;
  return {
    name,
    place,
    url: `postgresql://${login}@${place}`,
    password,
    client,
    column: async (sql) => (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]),
    drop: async () => {
      await client.end();
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}
