import { join } from 'node:path';

import { getConnections, seed, type Connections } from '../src/index.js';
import { TemporaryWorkspace } from './support/workspace.js';

const workspace = new TemporaryWorkspace({
  app: {
    sql: `create schema app;
      create table app.people (
        id bigint generated always as identity primary key,
        name text not null default 'nobody', tags text[], extra jsonb, bytes bytea, born date, weight double precision, note text
      );
      create table app."Odd ""table""" ("a b" int);
      create table app.secrets (owner text default current_user);
      alter table app.secrets enable row level security;
      do $$ begin
        if not exists (select from pg_roles where rolname = 'testing_seeder') then create role testing_seeder; end if;
      end $$;
      grant usage on schema app to testing_seeder;
      grant select, insert on app.secrets to testing_seeder;
      create policy own on app.secrets to testing_seeder using (owner = current_user)`,
  },
});
const file = (name: string): string => join(__dirname, 'seeds', name);
let connections: Connections;
beforeAll(async () => {
  connections = await getConnections({ cwd: workspace.root, module: 'app', role: 'testing_seeder' });
});
afterAll(async () => {
  await connections.teardown();
  await workspace.remove();
});
beforeEach(() => connections.pg.beforeEach());
afterEach(() => connections.pg.afterEach());

const people = (columns: string): Promise<unknown[]> =>
  connections.pg.any(`select ${columns} from app.people order by id`);

describe('loadJson', () => {
  test('inserts values of every kind, as the columns want them', async () => {
    const born = new Date('2000-02-29T00:00:00Z');
    const row = {
      id: 7,
      name: `O'Neil`,
      tags: ['a', 'b,c', null],
      extra: { x: [1] },
      bytes: Buffer.from([0, 255]),
      born,
    };
    await connections.pg.loadJson({ 'app.people': [row, { id: 2n ** 62n, name: '', weight: NaN, note: null }] });
    expect(await people('id, name, tags, extra, bytes, born::text, weight, note')).toEqual([
      { ...row, id: '7', born: '2000-02-29', weight: null, note: null },
      {
        id: '4611686018427387904',
        name: '',
        tags: null,
        extra: null,
        bytes: null,
        born: null,
        weight: NaN,
        note: null,
      },
    ]);
  });

  test('what a row leaves out gets its default', async () => {
    await connections.pg.loadJson({ 'app.people': [{ note: 'x' }, {}, {}, { name: 'Ann' }] });
    expect(await people('name, note')).toEqual([
      { name: 'nobody', note: 'x' },
      { name: 'nobody', note: null },
      { name: 'nobody', note: null },
      { name: 'Ann', note: null },
    ]);
  });

  test('rows with the same columns travel in one statement', async () => {
    const rows = Array.from({ length: 1000 }, (_, id) => ({ id, name: `p${id}` }));
    await connections.pg.loadJson({ 'app.people': rows });
    expect(
      await connections.pg.one('select count(*)::int, count(distinct cmin::text)::int as statements from app.people'),
    ).toEqual({
      count: 1000,
      statements: 1,
    });
  });

  test('names are names, whatever is in them', async () => {
    await connections.pg.loadJson({ 'app."Odd ""table"""': [{ 'a b': 1 }] });
    expect(await connections.pg.any('select * from app."Odd ""table"""')).toEqual([{ 'a b': 1 }]);
    const column = `name") values ('x'); drop table app.people; --`;
    await connections.pg.savepoint('before');
    await expect(connections.pg.loadJson({ 'app.people': [{ [column]: 1 }] })).rejects.toMatchObject({
      code: 'SEED_FAILED',
      fields: { source: 'rows into app.people', reason: expect.stringContaining('does not exist') },
    });
    await connections.pg.rollback('before');
    expect(await people('*')).toEqual([]);
  });

  test('policies hold for whoever loads', async () => {
    await connections.db.beforeEach();
    await connections.db.loadJson({ 'app.secrets': [{}] });
    expect(await connections.db.any('select owner from app.secrets')).toEqual([{ owner: 'testing_seeder' }]);
    await expect(connections.db.loadJson({ 'app.secrets': [{ owner: 'postgres' }] })).rejects.toMatchObject({
      code: 'SEED_FAILED',
      cause: { code: '42501' },
    });
    await connections.db.afterEach();
  });
});

describe('loadCsv', () => {
  test('inserts a file with a header; an empty field is null, unless it is quoted', async () => {
    await connections.pg.loadCsv({ 'app.people': file('people.csv') });
    expect(await people('id, name, tags, extra, note')).toEqual([
      { id: '1', name: 'Ann', tags: ['a', 'b'], extra: { x: 1 }, note: null },
      { id: '2', name: `Ben "B" O'Neil, Jr.`, tags: null, extra: null, note: '' },
    ]);
  });

  test.each([
    ['too-many-fields.csv', { line: 2 }],
    ['column-twice.csv', { line: 1, reason: 'column "id" is there twice' }],
    ['empty.csv', { line: 1, reason: 'the file is empty' }],
    ['no-number.csv', { reason: 'invalid input syntax for type bigint: "x"' }],
  ])('%s is an error with its place', async (name, fields) => {
    await expect(connections.pg.loadCsv({ 'app.people': file(name) })).rejects.toMatchObject({
      code: 'SEED_FAILED',
      fields: { source: expect.stringContaining(name), ...fields },
    });
  });
});

describe('loadSql', () => {
  test('runs files in order', async () => {
    await connections.pg.loadSql([file('people.sql'), file('people.sql')]);
    expect(await people('name')).toHaveLength(4);
  });

  test('an error names file and line', async () => {
    await expect(connections.pg.loadSql(file('unknown-column.sql'))).rejects.toMatchObject({
      code: 'SEED_FAILED',
      fields: { source: file('unknown-column.sql'), line: 4 },
      cause: { code: '42703' },
    });
  });

  test('a file that commits is told', async () => {
    await expect(connections.pg.loadSql(file('commits.sql'))).rejects.toMatchObject({ code: 'TRANSACTION_ENDED' });
    await connections.pg.none('delete from app.people');
  });
});

test('seeds fill a database before the first test', async () => {
  const { db, pg, teardown } = await getConnections({ cwd: workspace.root, module: 'app' }, [
    seed.csv({ 'app.people': file('people.csv') }),
    seed.sqlfile(file('people.sql')),
    seed.json({ 'app.people': [{ id: 9, name: 'Cid' }] }),
    seed.fn((clients) => clients.pg.none(`insert into app.people (name) values ('Dan')`)),
  ]);
  const ids = `select array_agg(id::int order by id) as ids from app.people`;
  for (const client of [db, pg]) expect(await client.one(ids)).toEqual({ ids: [1, 2, 3, 4, 9, 10] });
  await teardown();
});

test('a seed that fails leaves no database', async () => {
  const before = await workspace.databases();
  const failing = getConnections({ cwd: workspace.root, module: 'app' }, [seed.sqlfile(file('unknown-column.sql'))]);
  await expect(failing).rejects.toMatchObject({ code: 'SEED_FAILED' });
  expect(await workspace.databases()).toEqual(before);
});
