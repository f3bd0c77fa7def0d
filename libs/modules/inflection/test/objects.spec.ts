import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files, results } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'inflection' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('the functions have the signatures, volatility and comments of their contract', async () => {
  const rows = await db.any<{ signature: string; volatile: string; pinned: boolean; comment: string | null }>(
    `select p.oid::regprocedure::text || ' ' || pg_catalog.pg_get_function_arguments(p.oid) || ' '
         || pg_catalog.pg_get_function_result(p.oid) as signature,
       p.provolatile::text || p.proparallel::text as volatile, p.proconfig = array['search_path=""'] as pinned,
       pg_catalog.obj_description(p.oid, 'pg_proc') as comment
     from pg_catalog.pg_proc as p where p.pronamespace = 'inflection'::regnamespace order by 1`,
  );
  const str = (name: string): string => `inflection.${name}(text) str text text`;
  expect(rows.map(({ signature }) => signature)).toEqual(
    [
      ...['no_consecutive_caps', 'no_consecutive_caps_till_end', 'no_consecutive_caps_till_lower'].map(str),
      ...['no_single_underscores', 'no_single_underscores_in_beginning', 'no_single_underscores_at_end'].map(str),
      ...['no_single_underscores_in_middle', 'underscore', 'camel', 'pascal', 'dashed', 'plural', 'singular'].map(str),
      str('strip_accents'),
      'inflection.apply_rules(text,text) str text, rule_type text text',
      'inflection.pg_slugify(text) text text',
      'inflection.pg_slugify(text,boolean) value text, allow_unicode boolean text',
      'inflection.slugify(text) text text',
      'inflection.slugify(text,boolean) value text, allow_unicode boolean text',
      'inflection.should_skip_uncountable(text) str text boolean',
      'inflection.uncountable_words()  text[]',
      'inflection.underscore(text[]) parts text[] text',
    ].sort(),
  );
  expect(rows.filter(({ volatile }) => volatile !== 'is').map(({ signature }) => signature.split('(')[0])).toEqual([
    'inflection.apply_rules',
    'inflection.plural',
    'inflection.singular',
  ]);
  expect(rows.filter(({ volatile }) => volatile !== 'is' && volatile !== 'ss')).toEqual([]);
  expect(rows.filter(({ pinned, comment }) => !pinned || comment === null)).toEqual([]);
});

test('everybody may call the functions and read the rules, and only that', async () => {
  await db.query('create role inflection_test_visitor');
  await db.setContext({ role: 'inflection_test_visitor' });
  expect(await db.one(`select inflection.plural(inflection.underscore('userRole')) as name`)).toEqual({
    name: 'user_roles',
  });
  expect(await db.one('select pg_catalog.count(*)::int as rules from inflection.inflection_rules')).toEqual({
    rules: 29,
  });
  for (const sql of [
    `insert into inflection.inflection_rules (type, test) values ('plural', '')`,
    'update inflection.inflection_rules set replacement = null',
    'delete from inflection.inflection_rules',
    'truncate inflection.inflection_rules',
  ]) {
    expect(await failureOf(db, sql)).toMatchObject({ code: '42501' });
  }
  expect(await failureOf(db, 'create function inflection.f() returns int language sql return 1')).toMatchObject({
    code: '42501',
  });
});

test('functions that are added later may be called by everybody, even where the owner withholds that by default', async () => {
  await db.query(`
    create role inflection_test_visitor;
    alter default privileges revoke execute on functions from public;
    create function inflection.later() returns int language sql return 1`);
  await db.setContext({ role: 'inflection_test_visitor' });
  expect(await db.one('select inflection.later() as result')).toEqual({ result: 1 });
});

test.each(['', 'pg_catalog', 'elsewhere, public'])('nothing depends on search_path %j', async (path) => {
  await db.query(`
    create schema elsewhere;
    create function elsewhere.unaccent(text) returns text language sql return 'wrong';
    create function elsewhere.lower(text) returns text language sql return 'wrong';
    set local search_path = '${path}'`);
  expect(
    await db.one(`select inflection.slugify('Crème') as slug, inflection.pascal('crème') as pascal,
      inflection.plural('box') as plural`),
  ).toEqual({ slug: 'creme', pascal: 'Creme', plural: 'boxes' });
});

test('slugs can be indexed', async () => {
  await db.query(`
    create table public.pages (title text);
    create unique index on public.pages (inflection.slugify(title), inflection.camel(title));
    insert into public.pages values ('Crème Brûlée')`);
  await expect(db.query(`insert into public.pages values ('creme brulee!')`)).rejects.toMatchObject({ code: '23505' });
});

test('plurals cannot be indexed: their rules may change', async () => {
  await db.query('create table public.pages (title text)');
  expect(await failureOf(db, 'create index on public.pages (inflection.plural(title))')).toMatchObject({
    code: '42P17',
  });
});

test('rules that are added count, the last one first, and a rewrite of the table changes nothing', async () => {
  const insert = 'insert into inflection.inflection_rules (type, test, replacement) values';
  await db.query(`${insert} ('plural', '^cow$', 'cattle'), ('singular', '^cattle$', 'cow')`);
  expect(await results(db, 'plural', ['cow', 'Cow', 'COW', 'red_cow', 'scow'])).toEqual([
    'cattle',
    'Cattle',
    'CATTLE',
    'red_cattle',
    'scows',
  ]);
  expect(await results(db, 'singular', ['cattle'])).toEqual(['cow']);
  await db.query(`${insert} ('plural', '^cow$', 'kine')`);
  await db.query('update inflection.inflection_rules set test = test where position = 1');
  await db.query('cluster inflection.inflection_rules using inflection_rules_pkey');
  expect(await results(db, 'plural', ['cow', 'men', 'day'])).toEqual(['kine', 'men', 'days']);
});

test('without rules words stay', async () => {
  await db.query('delete from inflection.inflection_rules');
  expect(await results(db, 'plural', ['cat', ''])).toEqual(['cat', '']);
});

const change = (name: string): string => `schemas/inflection/${name}`;
const fixture = change('tables/inflection_rules/fixtures/1589249334312_fixture');

test('the rules are the same after each deploy, and a revert keeps those that were added', async () => {
  const rules = 'select * from inflection.inflection_rules order by position';
  const before = await db.any(rules);
  await db.query(files.script('revert', fixture));
  expect(await db.any(rules)).toEqual([]);
  await db.query(`insert into inflection.inflection_rules (type, test) values ('plural', '^data$')`);
  await db.query(files.script('deploy', fixture));
  expect((await db.any(rules)).slice(1)).toEqual(before);
  await db.query(files.script('revert', fixture));
  expect(await db.any(rules)).toHaveLength(1);
});

test('both forms together use fewer regular expressions than a session keeps compiled', async () => {
  const { count } = await db.one<{ count: number }>(
    'select pg_catalog.count(distinct test)::int as count from inflection.inflection_rules',
  );
  expect(count).toBeLessThan(31);
});

const stripAccents = change('procedures/strip_accents');

test('accents are stripped where unaccent is in a schema that nobody searches', async () => {
  await db.query(`create schema "Some 'Extensions"; alter extension unaccent set schema "Some 'Extensions"`);
  await db.query(files.script('revert', stripAccents) + files.script('deploy', stripAccents));
  await db.query(files.script('verify', stripAccents));
  expect(await results(db, 'slugify', ['Ærøskøbing'])).toEqual(['aeroskobing']);
});

test('a missing unaccent is said in words', async () => {
  await db.query(`${files.script('revert', stripAccents)} drop extension unaccent`);
  expect(await failureOf(db, files.script('deploy', stripAccents))).toMatchObject({
    code: '42704',
    message: 'extension "unaccent" is not installed',
    hint: 'Run: create extension unaccent',
  });
});
