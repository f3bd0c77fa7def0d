import { randomBytes } from 'node:crypto';

import { Client, type ClientConfig } from 'pg';

import { createScratchDatabase, findDatabase, type Database } from '../src/index.js';

const suffix = randomBytes(4).toString('hex');
let server: Database;

beforeAll(async () => {
  server = await findDatabase({ cwd: __dirname, cluster: 'test' });
});

async function column(sql: string, config: ClientConfig = server.config): Promise<readonly unknown[]> {
  const client = new Client(config);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

const exists = async (name: string): Promise<boolean> =>
  (await column(`select 1 from pg_database where datname = '${name}'`)).length > 0;

test('it is empty, ours, and gone when it is dropped, also while somebody is in it', async () => {
  const database = await createScratchDatabase(server, 'Shop-1');
  expect(database.name).toMatch(/^pgpm_scratch_shop_1_[0-9a-f]{12}$/);
  const tables = `select count(*)::int from pg_class where relnamespace = 'public'::regnamespace`;
  expect(await column(tables, database.config)).toEqual([0]);
  expect(await column('show server_version')).toEqual([database.serverVersion]);

  const visitor = new Client(database.config);
  visitor.on('error', () => undefined);
  await visitor.connect();
  await Promise.all([database.drop(), database.drop()]);
  expect(await exists(database.name)).toBe(false);
});

test('the next one waits until it is dropped', async () => {
  const first = await createScratchDatabase(server, 'first');
  let isSecondThere = false;
  const second = createScratchDatabase(server, 'second').then((database) => {
    isSecondThere = true;
    return database;
  });
  const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted and objid = 1952805748`;
  while ((await column(waiting)).length === 0);
  expect(isSecondThere).toBe(false);
  await first.drop();
  await (await second).drop();
});

test('what killed commands left is dropped, and nothing else', async () => {
  const marker = 'made by @pgpm/postgres for one command; dropped when that is over';
  const names = ['unmarked', 'half', 'theirs', 'busy'].map((word) => `pgpm_scratch_${word}_${suffix}`);
  const [unmarked = '', half = '', theirs = '', busy = ''] = names;
  await column(`create database ${unmarked}`);
  await column(`comment on database ${unmarked} is '${marker}'`);
  await column(`create database ${half} connection limit 1885827181`);
  await column(`create database ${theirs}`);
  await column(`create database ${busy}`);
  await column(`comment on database ${busy} is '${marker}'`);
  const owner = new Client(server.config);
  await owner.connect();
  await owner.query(`select pg_advisory_lock(1885827181, hashtext('${busy}'))`);

  const database = await createScratchDatabase(server, 'next');
  await database.drop();
  expect(await Promise.all(names.map(exists))).toEqual([false, false, true, true]);
  await owner.end();
  await column(`drop database ${theirs}`);
  await column(`drop database ${busy}`);
});

test('without the right to create databases, and without a server, the error says so and no secret', async () => {
  const role = `scratch_nobody_${suffix}`;
  await column(`create role ${role} login password 'hush-hush'`);
  const config = { ...server.config, user: role, password: 'hush-hush' };
  await expect(createScratchDatabase({ ...server, config }, 'x')).rejects.toMatchObject({
    code: 'SCRATCH_DATABASE_NOT_CREATED',
    hint: expect.stringContaining('createdb'),
  });
  await column(`drop role ${role}`);

  const nowhere = { ...config, host: '127.0.0.1', port: 1 };
  const failing = createScratchDatabase({ ...server, config: nowhere, describe: 'nowhere' }, 'x');
  await expect(failing).rejects.toMatchObject({ code: 'SCRATCH_SERVER_UNAVAILABLE' });
  await expect(failing).rejects.not.toThrow(/hush/);
});
