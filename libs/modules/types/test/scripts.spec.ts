import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files } from './support.js';

const planned = files.changes().map(({ name }) => name);

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'types' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

/** The first change is a marker without objects: it is verified by the schema that is always there. */
const marker = 'schemas/public/schema';
const domainChanges = planned.filter((change) => change !== marker);

const domains = (): Promise<unknown[]> =>
  db.any(
    `select t.typname, t.typbasetype::regtype::text as base, t.typacl::text,
       pg_catalog.pg_get_constraintdef(k.oid) as definition, pg_catalog.obj_description(t.oid, 'pg_type') as comment
     from pg_catalog.pg_type as t
     join pg_catalog.pg_constraint as k on k.contypid = t.oid
     where t.typnamespace = 'public'::regnamespace order by 1`,
  );

test('the plan is what other modules rely on', () => {
  expect(planned).toEqual([
    marker,
    ...['attachment', 'email', 'hostname', 'image', 'multiple_select', 'single_select', 'upload', 'url', 'origin'].map(
      (domain) => `schemas/public/domains/${domain}`,
    ),
  ]);
});

test('verify fails after each revert and before each deploy, and a new deploy builds the same', async () => {
  const before = await domains();
  for (const change of [...domainChanges].reverse()) {
    await db.query(files.script('verify', change));
    await db.query(files.script('revert', change));
    await failureOf(db, files.script('verify', change));
  }
  await db.query(files.script('revert', marker) + files.script('deploy', marker) + files.script('verify', marker));
  expect(await domains()).toEqual([]);
  for (const change of domainChanges) {
    await failureOf(db, files.script('verify', change));
    await db.query(files.script('deploy', change));
    await db.query(files.script('verify', change));
  }
  expect(await domains()).toEqual(before);
});

test('verify scripts write nothing', async () => {
  for (const change of planned) await db.query(files.script('verify', change));
  expect(await db.one('select pg_catalog.pg_current_xact_id_if_assigned() as id')).toEqual({ id: null });
});

test.each(domainChanges)('%s is not reverted while a column uses it', async (change) => {
  await db.query(`create table files (value public.${change.replace('schemas/public/domains/', '')})`);
  expect(await failureOf(db, files.script('revert', change))).toMatchObject({ code: '2BP01' });
});

test.each(['', 'pg_catalog', 'elsewhere'])('the domains land in public with search_path %j', async (path) => {
  await db.query(`create schema elsewhere; set local search_path = '${path}'`);
  for (const change of [...planned].reverse()) await db.query(files.script('revert', change));
  for (const change of planned) await db.query(files.script('deploy', change) + files.script('verify', change));
  expect(await domains()).toHaveLength(9);
});

test('email works where citext is in a schema that nobody searches', async () => {
  const email = 'schemas/public/domains/email';
  await db.query(files.script('revert', email));
  await db.query('create schema "Some Extensions"; alter extension citext set schema "Some Extensions"');
  await db.query(files.script('deploy', email) + files.script('verify', email));
  expect(await db.one("select 'A@X.io'::public.email as address")).toEqual({ address: 'A@X.io' });
});

test('email says that citext is missing', async () => {
  const email = 'schemas/public/domains/email';
  await db.query(`${files.script('revert', email)} drop extension citext`);
  expect(await failureOf(db, files.script('deploy', email))).toMatchObject({
    code: '42704',
    message: 'extension "citext" is not installed',
    hint: 'Run: create extension citext',
  });
});
