import { deploy, openWorkspace, type DeployOptions, type DeployResult } from '../../src/index.js';
import { TestDatabase } from './database.js';
import { TemporaryWorkspace, table, type ModuleFiles } from './workspace.js';

/** Two modules, the second of which requires the first and an extension. */
export const base: ModuleFiles = {
  plan: ['a', '@v1 2024-01-01T00:00:00Z dev <dev@example.test>', 'b [a]'],
  scripts: { a: table('a'), b: table('b') },
};
export const shop: Readonly<Record<string, ModuleFiles>> = {
  base,
  shop: {
    plan: ['c [base:@v1]', 'd [c base:b]'],
    requires: ['base', 'citext'],
    scripts: { c: table('c'), d: table('d') },
  },
};

/** A database per test and workspaces that go with the spec file. */
export class Harness {
  #database: TestDatabase | undefined;
  readonly #workspaces: TemporaryWorkspace[] = [];

  constructor() {
    beforeEach(async () => {
      this.#database = await TestDatabase.create();
    });
    afterEach(() => this.database.drop());
    afterAll(() => {
      for (const workspace of this.#workspaces) workspace.remove();
    });
  }

  get database(): TestDatabase {
    if (this.#database === undefined) throw new Error('there is a database only while a test runs');
    return this.#database;
  }

  workspace(modules: Readonly<Record<string, ModuleFiles>>): TemporaryWorkspace {
    const workspace = new TemporaryWorkspace(modules);
    this.#workspaces.push(workspace);
    return workspace;
  }

  deploy(workspace: TemporaryWorkspace, options: Partial<DeployOptions> = {}): Promise<DeployResult> {
    return deploy({
      workspace: openWorkspace(workspace.root),
      targets: 'all',
      database: this.database.config,
      ...options,
    });
  }

  /** Tables of the schema `public`, by name. */
  tables(): Promise<readonly unknown[]> {
    return this.database.column(`select tablename from pg_tables where schemaname = 'public' order by 1`);
  }

  /** Deployed changes, in order of deployment. */
  changes(): Promise<readonly unknown[]> {
    return this.database.column(`select package || ':' || change_name from pgpm_migrate.changes order by deployed_at`);
  }
}
