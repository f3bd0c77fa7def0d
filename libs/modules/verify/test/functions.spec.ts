import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { fixture, unique } from './support.js';

const m1 = `m1_${unique}`;
const m3 = `m3_${unique}`;
let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'verify' });
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  await db.query(fixture());
  await db.query(`
    create domain public.label as text;
    create function spec."odd(name"(a numeric(10, 2), b public.label[]) returns int language sql return 1;
    create function spec.f(a text) returns int language sql return 1;
  `);
});
afterEach(() => db.rollback());

const call = 'select public.verify_function($1, $2) as result';
const isTrue = async (name: string, user: string | null = null): Promise<void> =>
  expect(await db.one(call, [name, user])).toEqual({ result: true });
const raises = async (name: string, user: string | null, detail?: string): Promise<void> =>
  expect(await failureOf(db, call, [name, user])).toMatchObject({
    code: 'P0001',
    message: `Nonexistent function --> ${name}`,
    hint: 'Please check',
    detail,
  });

test.each([
  'spec.f(int)',
  'spec.f(integer)',
  'SPEC.F (int)',
  'spec.f(text)',
  'spec."f"(pg_catalog.int4)',
  'spec."odd(name"(numeric, label[])',
  'spec."odd(name"',
  'spec.proc(text)',
  'spec.agg(int)',
])('finds %s', (name) => isTrue(name));

test.each([
  'spec.f(date)',
  'spec.f()',
  'spec.f(nosuchtype)',
  'spec.f(nosuch.type)',
  'spec.f(int',
  'spec.f(int) x',
  'spec.f(a int)',
  'f(int)',
  'lower(text)',
])('does not find %s', (name) => raises(name, null));

test.each(['', 'spec.', '(int)', 'spec."f(int)', 'a.b.c(int)'])('refuses the name %j', async (name) => {
  expect(await failureOf(db, call, [name, null])).toMatchObject({ code: '22023' });
});

test('asks for EXECUTE of the user when one is given', async () => {
  await db.query('revoke execute on function spec.f(int), spec.f(text) from public');
  await isTrue('spec.f');
  await raises('spec.f', m1, `Role "${m1}" may not execute it.`);
  await raises('spec.f', 'public', 'Role "public" may not execute it.');
  await raises('spec.f(int)', m1, `Role "${m1}" may not execute it.`);

  await db.query(`grant execute on function spec.f(text) to ${m3}`);
  await isTrue('spec.f', m1);
  await isTrue('spec.f(text)', m1);
  await raises('spec.f(int)', m1, `Role "${m1}" may not execute it.`);
  await isTrue('spec.agg(int)', 'public');
});

test('asks for EXECUTE of the current user when argument types are given', async () => {
  await db.query(`revoke execute on function spec.f(int) from public; grant usage on schema spec to ${m1}`);
  await isTrue('spec.f(int)');
  await db.query(`set local role ${m1}`);
  await isTrue('spec.f');
  await isTrue('spec.f(text)');
  await raises('spec.f(int)', null, `Role "${m1}" may not execute it.`);
});

test('an unknown role may not execute anything', async () => {
  await raises('spec.f', 'nobody here', 'Role "nobody here" does not exist.');
  await raises('spec.f', '', 'Role "" does not exist.');
});

test('finds types of public under any search_path, and puts the search_path back', async () => {
  await db.query('set local search_path = spec');
  await isTrue('spec."odd(name"(numeric, label[])');
  await raises('spec.f(nosuchtype)', null);
  expect(await db.one('show search_path')).toEqual({ search_path: 'spec' });
});
