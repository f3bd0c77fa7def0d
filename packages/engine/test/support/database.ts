import { randomBytes } from 'node:crypto';
import { findDatabase } from '@pgpm/postgres';
import { Client, type ClientConfig } from 'pg';

/** A fresh, empty database on the test server, gone when the spec file ends. */
export class TestDatabase {
  readonly name = `pgpm_test_engine_${randomBytes(6).toString('hex')}`;
  readonly config: ClientConfig;
  readonly client: Client;
  readonly #admin: Client;

  private constructor(admin: ClientConfig) {
    this.#admin = new Client(admin);
    this.config = { ...admin, database: this.name };
    this.client = new Client(this.config);
  }

  static async create(): Promise<TestDatabase> {
    const { config } = await findDatabase({ cwd: __dirname, cluster: 'test' });
    const database = new TestDatabase({ ...config, database: 'postgres' });
    await database.#admin.connect();
    await database.#admin.query(`create database ${database.name} template template0`);
    await database.client.connect();
    return database;
  }

  async rows(sql: string, parameters: unknown[] = []): Promise<readonly Record<string, unknown>[]> {
    return (await this.client.query<Record<string, unknown>>(sql, parameters)).rows;
  }

  /** One column of all rows. */
  async column(sql: string): Promise<readonly unknown[]> {
    return (await this.rows(sql)).map((row) => Object.values(row)[0]);
  }

  async drop(): Promise<void> {
    await this.client.end();
    await this.#admin.query(`drop database if exists ${this.name} with (force)`);
    await this.#admin.end();
  }
}
