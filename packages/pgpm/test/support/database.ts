import { createTestDatabase, type TestDatabase } from '@pgpm/testing';

/** An empty database, and the URL that leads there. */
export interface ScratchDatabase extends Pick<TestDatabase, 'name' | 'query' | 'teardown'> {
  /** With the password. */
  readonly url: string;
  readonly password: string;
  /** One column of all rows. */
  column(sql: string): Promise<readonly unknown[]>;
}

export async function createScratchDatabase(): Promise<ScratchDatabase> {
  const database = await createTestDatabase({ cwd: __dirname, module: [] });
  const { host = 'localhost', port = 5432, user = '', password: secret } = database.config;
  const password = typeof secret === 'string' ? secret : '';
  const login = [user, password].map(encodeURIComponent).join(':');
  return {
    name: database.name,
    query: (sql) => database.query(sql),
    teardown: () => database.teardown(),
    url: `postgresql://${login}@${host}:${port}/${database.name}`,
    password,
    column: async (sql) => (await database.any<Record<string, unknown>>(sql)).map((row) => Object.values(row)[0]),
  };
}
