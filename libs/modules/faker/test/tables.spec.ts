import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files, texts, wordsOf } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'faker' });
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  await db.query('select pg_catalog.setseed(0.25)');
});
afterEach(() => db.rollback());

test('words have the shape that their use needs', async () => {
  const shapes: Record<string, RegExp> = {
    adjectives: /^[a-z]+$/,
    animals: /^[a-z]+$/,
    colors: /^[a-z]+$/,
    lorem: /^[a-z]+$/,
    boys: /^[a-z]+$/,
    girls: /^[a-z]+$/,
    surname: /^[a-z]+$/,
    bizname: /^[A-Z][a-z]+$/,
    bizpostfix: /^[a-z]+$/,
    bizsurname: /^[A-Z][A-Za-z ]+$/,
    bizsuffix: /^[A-Z].*\.$/,
    street: /^[A-Z0-9'.\- ]+$/,
    tag: /^[A-Z][a-z]+$/,
    cta: /^[A-Z][a-z]+ [a-z]+$/,
    stop: /^[a-z]+$/,
    mime: /^[a-z]+\/[a-z0-9.+-]+$/,
  };
  for (const [type, shape] of Object.entries(shapes)) {
    const words = await wordsOf(db, type);
    expect([type, words.length > 0]).toEqual([type, true]);
    expect([type, words.filter((word) => !shape.test(word))]).toEqual([type, []]);
    expect([type, new Set(words).size]).toEqual([type, words.length]);
  }
  const mimes = await wordsOf(db, 'mime');
  expect(mimes).toHaveLength(43);
  for (const mime of mimes) {
    const extensions = await wordsOf(db, mime);
    expect([mime, extensions.length === 1 || extensions.length === 2]).toEqual([mime, true]);
    expect(extensions.filter((extension) => !/^[a-z0-9]+$/.test(extension))).toEqual([]);
  }
  const { types } = await db.one<{ types: number }>('select count(distinct type)::int as types from faker.dictionary');
  expect(types).toBe(Object.keys(shapes).length + mimes.length);
});

test('cities are complete and distinct', async () => {
  expect(
    await db.one(
      `select count(*) > 3000 as many, count(distinct state)::int as states, count(distinct (state, city)) = count(*) as distinct,
         bool_and(state ~ '^[A-Z]{2}$' and city ~ '^[A-Z]' and cardinality(zips) > 0) as complete,
         bool_and(lat between 17 and 65 and lng between -167 and -65) as inside,
         bool_and(0 < all (zips) and 100000 > all (zips)) as zips
       from faker.cities`,
    ),
  ).toEqual({ many: true, states: 52, distinct: true, complete: true, inside: true, zips: true });
});

test('rows are numbered without gaps', async () => {
  expect(
    await db.any(
      `select type from faker.dictionary group by type
       having min(position) <> 1 or max(position) <> count(*) or count(distinct position) <> count(*)
       union all
       select state from faker.cities group by state
       having min(state_position) <> 1 or max(state_position) <> count(*) or count(distinct state_position) <> count(*)
       union all
       select 'all' from faker.cities
       having min(position) <> 1 or max(position) <> count(*) or count(distinct position) <> count(*)`,
    ),
  ).toEqual([]);
});

test('words that are added are drawn like the others, also of types that are new', async () => {
  await db.query(
    `insert into faker.dictionary (type, word) values ('fruit', 'apple'), ('fruit', 'pear'), ('tag', 'Space')`,
  );
  expect(new Set(await texts(db, `faker.word('fruit')`, 50))).toEqual(new Set(['apple', 'pear']));
  const drawn = await texts(db, `faker.word('tag')`, 2300);
  expect(Math.abs(drawn.filter((word) => word === 'Space').length - 100)).toBeLessThan(50);
});

test('words move to another type, and what is left stays equally likely', async () => {
  await db.query(`update faker.dictionary set type = 'best' where type = 'tag' and word in ('Books', 'Music', 'Toys')`);
  expect(new Set(await texts(db, `faker.word('best')`, 100))).toEqual(new Set(['Books', 'Music', 'Toys']));
  await db.query(`delete from faker.dictionary where type = 'tag' and position % 3 <> 0`);
  const left = await wordsOf(db, 'tag');
  const drawn = await texts(db, `faker.word('tag')`, 200 * left.length);
  for (const word of left) {
    expect(Math.abs(drawn.filter((other) => other === word).length - 200)).toBeLessThan(80);
  }
  await db.query(`delete from faker.dictionary where type = 'street' and position < 2000`);
  expect((await texts(db, `faker.word('street')`, 100)).length).toBe(100);
  await db.query(`delete from faker.dictionary where type = 'tag'`);
  expect(await db.one(`select faker.word('tag') as word`)).toEqual({ word: null });
});

test('cities that are added or moved are drawn, too', async () => {
  await db.query(`
    delete from faker.cities where position % 2 = 0;
    insert into faker.cities (city, state, zips, lat, lng) values ('Atlantis', 'ZZ', '{1}', 1, 2), ('Utopia', 'ZZ', '{2}', 3, 4);
    update faker.cities set state = 'ZZ' where city = 'Los Angeles'`);
  const zz = [
    'Atlantis',
    'Utopia',
    ...(await db.any(`select from faker.cities where city = 'Los Angeles'`)).map(() => 'Los Angeles'),
  ];
  expect(new Set(await texts(db, `faker.city('ZZ')`, 100))).toEqual(new Set(zz));
  expect(await texts(db, 'faker.city() is not null', 300)).not.toContain('false');
  expect(await texts(db, `faker.state()`, 1000)).toContain('ZZ');
  expect((await texts(db, `faker.address('ZZ', 'Atlantis')`, 1))[0]).toMatch(/\nAtlantis, ZZ 00001$/);
});

test('two sessions that add words of a type at once give them different numbers', async () => {
  const [first, second] = [await db.connect(), await db.connect()];
  const add = `insert into faker.dictionary (type, word) values ('both', $1) returning position`;
  try {
    await first.query('begin');
    expect((await first.query(add, ['one'])).rows).toEqual([{ position: 1 }]);
    const waiting = second.query(add, ['two']);
    const waits = `select from pg_catalog.pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_catalog.pg_database where datname = current_database())`;
    while ((await db.any(waits)).length === 0);
    await first.query('commit');
    expect((await waiting).rows).toEqual([{ position: 2 }]);
  } finally {
    await first.query(`delete from faker.dictionary where type = 'both'`);
  }
});

test('nobody but the owner uses the module, until the owner lets them', async () => {
  await db.query('create role faker_test_visitor');
  await db.setContext({ role: 'faker_test_visitor' });
  for (const sql of ['select faker.word()', 'select faker.uuid()', 'select 1 from faker.cities']) {
    expect(await failureOf(db, sql)).toMatchObject({ code: '42501', message: 'permission denied for schema faker' });
  }
  await db.query('reset role');
  await db.query(`
    grant usage on schema faker to faker_test_visitor;
    grant select on faker.dictionary, faker.cities to faker_test_visitor`);
  await db.setContext({ role: 'faker_test_visitor' });
  await db.query('select faker.address(), faker.attachment(), faker.paragraph(), faker.tags(), faker.state()');
  expect(await failureOf(db, `insert into faker.dictionary (type, word) values ('a', 'b')`)).toMatchObject({
    code: '42501',
  });
});

test('every function and column with a meaning has a comment, and functions pin their search_path', async () => {
  expect(
    await db.any(
      `select p.oid::regprocedure from pg_catalog.pg_proc as p where p.pronamespace = 'faker'::regnamespace
       and (pg_catalog.obj_description(p.oid, 'pg_proc') is null or p.proconfig is distinct from array['search_path=""']
         or p.prosecdef or p.provolatile <> 'v')`,
    ),
  ).toEqual([]);
});

test.each(['', 'elsewhere, public'])('nothing depends on search_path %j', async (path) => {
  await db.query(`
    create schema elsewhere;
    create function elsewhere.random() returns float8 language sql return 2;
    set local search_path = '${path}'`);
  await db.query('select faker.tags(), faker.token(), faker.url(), faker.image(), faker.interval(), faker.address()');
});

const change = (name: string): string => `schemas/faker/${name}`;
const utils = change('procedures/utils');

test('tags are made where citext is in a schema that nobody searches, and not without it', async () => {
  await db.query(
    `${files.script('revert', utils)} create schema "Some Extensions"; alter extension citext set schema "Some Extensions"`,
  );
  await db.query(files.script('deploy', utils) + files.script('verify', utils));
  expect(await texts(db, 'pg_catalog.cardinality(faker.tags(3, 3))', 1)).toEqual(['3']);
  await db.query(`${files.script('revert', utils)} drop extension citext cascade`);
  expect(await failureOf(db, files.script('deploy', utils))).toMatchObject({
    code: '42704',
    message: 'extension "citext" is not installed',
  });
});

test.each([
  ['dictionary', 'tables/dictionary/fixtures/1602969089665_fixture'],
  ['cities', 'tables/cities/fixtures/1602987351008_fixture'],
])(
  'the rows of %s are the same after each deploy, and a revert keeps those that were added',
  async (table, fixture) => {
    const all = `select * from faker.${table} order by id`;
    const before = await db.any(all);
    await db.query(`insert into faker.${table} default values; update faker.${table} set position = position`);
    await db.query(files.script('revert', change(fixture)));
    expect(await db.any(all)).toHaveLength(1);
    await failureOf(db, files.script('verify', change(fixture)));
    await db.query(`delete from faker.${table}`);
    await db.query(files.script('deploy', change(fixture)) + files.script('verify', change(fixture)));
    expect(await db.any(all)).toEqual(before);
  },
);
