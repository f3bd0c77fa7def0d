import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { findDatabase, stopEmbedded } from '@pgpm/postgres';
import { Client, type ClientConfig } from 'pg';

import { databasePrefix } from '../../src/server/names.js';

// Whatever server a person uses otherwise: these tests look at all databases of theirs.
process.env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|DATABASE_URL$)/.test(name)));

/** Modules of a workspace: for each its requirements and the SQL of its one change. */
type Modules = Readonly<Record<string, { readonly requires?: string; readonly sql: string }>>;

/** A workspace in a temporary directory, with an embedded test cluster of its own. */
export class TemporaryWorkspace {
  readonly root = mkdtempSync(join(tmpdir(), 'pgpm-testing-'));

  constructor(modules: Modules) {
    this.#write('pgpm.json', '{ "packages": ["modules/*"] }\n');
    for (const [name, { requires = '', sql }] of Object.entries(modules)) {
      const plan = `%syntax-version=1.0.0\n%project=${name}\n\ninit 2020-01-01T00:00:00Z Ann <ann@example.com>\n`;
      this.#write(`modules/${name}/pgpm.plan`, plan);
      this.#write(`modules/${name}/${name}.control`, `default_version = '0.0.1'\nrequires = '${requires}'\n`);
      this.#write(`modules/${name}/package.json`, `{ "name": "@test/${name}", "version": "0.0.1" }\n`);
      this.#write(`modules/${name}/deploy/init.sql`, `${sql};\n`);
      this.#write(`modules/${name}/revert/init.sql`, 'select 1;\n');
      this.#write(`modules/${name}/verify/init.sql`, 'select 1;\n');
    }
  }

  /** The server that tests of this workspace use, as its owner. */
  async server(): Promise<ClientConfig> {
    return (await findDatabase({ cwd: this.root, cluster: 'test' })).config;
  }

  async query(sql: string, config?: ClientConfig): Promise<readonly Record<string, unknown>[]> {
    const client = new Client(config ?? (await this.server()));
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** Resolves when a query of one boolean is true. */
  async until(sql: string): Promise<void> {
    for (;;) {
      const [row] = await this.query(sql);
      if (row !== undefined && Object.values(row)[0] === true) return;
    }
  }

  /** The names of all databases that begin with `prefix`: by default those that look like test databases of ours. */
  async databases(prefix = databasePrefix): Promise<readonly string[]> {
    const rows = await this.query(
      `select datname::text as name from pg_database where starts_with(datname::text, '${prefix}') order by 1`,
    );
    return rows.map((row) => String(row['name']));
  }

  /** Changes the one script of a module. */
  edit(module: string, sql: string): void {
    this.#write(`modules/${module}/deploy/init.sql`, `${sql};\n`);
  }

  async remove(): Promise<void> {
    await stopEmbedded({ workspaceRoot: this.root, cluster: 'test' });
    rmSync(this.root, { recursive: true, force: true });
  }

  #write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
