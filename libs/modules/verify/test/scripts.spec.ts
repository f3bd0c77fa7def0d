import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf, planChanges, readScript } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'verify' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const functions = (): Promise<unknown[]> =>
  db.any(
    `select p.proname, pg_catalog.pg_get_functiondef(p.oid) as definition, p.proacl::text,
       pg_catalog.obj_description(p.oid, 'pg_proc') as comment
     from pg_catalog.pg_proc as p where p.pronamespace = 'public'::regnamespace order by 1, 2`,
  );

test('the plan is what other modules rely on', () => {
  expect(planChanges()).toEqual([
    'procedures/get_entity_from_str',
    'procedures/get_schema_from_str',
    'procedures/list_indexes',
    'procedures/list_memberships',
    ...['constraint', 'domain', 'extension', 'function', 'index', 'membership', 'policy', 'role', 'schema'].map(
      (what) => `procedures/verify_${what}`,
    ),
    ...['security', 'table_grant', 'table', 'trigger', 'type', 'view'].map((what) => `procedures/verify_${what}`),
  ]);
});

test('verify fails after each revert and before each deploy, and a new deploy builds the same', async () => {
  const before = await functions();
  for (const change of [...planChanges()].reverse()) {
    await db.query(readScript('verify', change));
    await db.query(readScript('revert', change));
    await failureOf(db, readScript('verify', change));
  }
  expect(await functions()).toEqual([]);
  for (const change of planChanges()) {
    await failureOf(db, readScript('verify', change));
    await db.query(readScript('deploy', change));
    await db.query(readScript('verify', change));
  }
  expect(await functions()).toEqual(before);
});

test('verify scripts write nothing', async () => {
  for (const change of planChanges()) await db.query(readScript('verify', change));
  expect(await db.one('select pg_catalog.pg_current_xact_id_if_assigned() as id')).toEqual({ id: null });
});

test('a deploy does not replace what is there', async () => {
  for (const change of planChanges()) {
    expect(await failureOf(db, readScript('deploy', change))).toMatchObject({ code: '42723' });
  }
});
