import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'uuid' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const plain = 'uuids.pseudo_order_uuid()';
const seeded = `uuids.pseudo_order_seed_uuid('tenant-a')`;
const week = 'md5(extract(year from now())::text || extract(week from now())::text)';

async function draw(call: string, count = 2000): Promise<readonly string[]> {
  const rows = await db.any<{ id: string }>(`select ${call} as id from generate_series(1, $1)`, [count]);
  return rows.map(({ id }) => id);
}

test.each([plain, seeded])('%s gives different uuids of version 4 and the variant of RFC 9562', async (call) => {
  const ids = await draw(call);
  expect(new Set(ids).size).toBe(ids.length);
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(ids.filter((id) => !shape.test(id))).toEqual([]);
  expect(new Set(ids.map((id) => id[19]))).toEqual(new Set(['8', '9', 'a', 'b']));
});

test.each([plain, seeded])('each of the 106 random bits of %s is one in half of the uuids', async (call) => {
  const ids = (await draw(call, 4000)).map((id) => BigInt(`0x${id.replaceAll('-', '')}`));
  const fixed = new Set([62, 63, 76, 77, 78, 79, ...Array.from({ length: 16 }, (_, bit) => 112 + bit)]);
  for (let bit = 0; bit < 128; bit += 1) {
    const ones = ids.filter((id) => ((id >> BigInt(bit)) & 1n) === 1n).length;
    // The standard deviation is 32: no fair bit is ten of them away from the middle.
    if (fixed.has(bit)) expect([0, ids.length]).toContain(ones);
    else expect(Math.abs(ones - 2000)).toBeLessThan(320);
  }
});

test('a seed of random() does not repeat the uuids', async () => {
  const drawn: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    await db.query('select setseed(0.5)');
    drawn.push(...(await draw(plain, 10)));
  }
  expect(new Set(drawn).size).toBe(20);
});

test('the prefixes are those of the week and the seed', async () => {
  expect(
    await db.one(`select
      left(${plain}::text, 4) = left(${week}, 4) as week,
      left(${seeded}::text, 2) as tenant,
      substr(uuids.pseudo_order_seed_uuid('k')::text, 3, 2) = left(${week}, 2) as seeded_week,
      left(uuids.pseudo_order_seed_uuid('')::text, 2) as empty,
      left(uuids.pseudo_order_seed_uuid(seed := 'Ünïcode 🐘')::text, 2) = left(md5('Ünïcode 🐘'), 2) as unicode`),
  ).toEqual({ week: true, tenant: 'd1', seeded_week: true, empty: 'd4', unicode: true });
});

test.each(['UTC', 'Pacific/Kiritimati', 'Etc/GMT+12'])(
  'the week is that of the time zone of the session, %s',
  async (zone) => {
    await db.query(`set local time zone '${zone}'`);
    expect(await db.one(`select left(${plain}::text, 4) = left(${week}, 4) as same`)).toEqual({ same: true });
  },
);

test('a missing seed is said in words', async () => {
  expect(await failureOf(db, 'select uuids.pseudo_order_seed_uuid(null)')).toMatchObject({
    code: 'P0001',
    message: 'UUID seed is NULL',
  });
});

test('the functions have the signatures and properties of their contract, each its own comment, and are for everybody', async () => {
  const rows = await db.any<{ signature: string; comment: string }>(
    `select p.oid::regprocedure::text || ' ' || pg_catalog.pg_get_function_arguments(p.oid) || ' '
       || pg_catalog.pg_get_function_result(p.oid) || ' ' || p.provolatile::text as signature,
       pg_catalog.obj_description(p.oid, 'pg_proc') as comment
     from pg_catalog.pg_proc as p
     where p.pronamespace = 'uuids'::regnamespace and not p.prosecdef and not p.proisstrict
       and p.proconfig = array['search_path=""'] and pg_catalog.has_function_privilege('public', p.oid, 'execute')
     order by 1`,
  );
  expect(rows.map(({ signature }) => signature)).toEqual([
    'uuids.pseudo_order_seed_uuid(text) seed text uuid v',
    'uuids.pseudo_order_uuid()  uuid v',
    'uuids.trigger_set_uuid_related_field()  trigger v',
    'uuids.trigger_set_uuid_seed()  trigger v',
  ]);
  expect(new Set(rows.map(({ comment }) => comment)).size).toBe(4);
});

test('everybody may call the functions, later ones too, and create none', async () => {
  await db.query(`
    create role uuid_test_visitor;
    alter default privileges revoke execute on functions from public;
    create function uuids.later() returns int language sql return 1`);
  await db.setContext({ role: 'uuid_test_visitor' });
  await db.query(`select ${plain}, ${seeded}, uuids.later()`);
  expect(await failureOf(db, 'create function uuids.f() returns int language sql return 1')).toMatchObject({
    code: '42501',
  });
});
