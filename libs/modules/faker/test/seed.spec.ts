import { createTestDatabase, type TestDatabase } from '@pgpm/testing';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'faker' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

/** Those that no seed may repeat, so that nobody can guess them. */
const secrets = ['password', 'token', 'uuid'];

/** A call of every function of the schema, with arguments where it has some without a default. */
async function calls(target: TestDatabase): Promise<readonly string[]> {
  const rows = await target.any<{ name: string; required: string[] }>(
    `select p.proname::text as name,
       array(
         select a::regtype::text from pg_catalog.unnest(p.proargtypes) with ordinality as arg (a, n)
         where n <= p.pronargs - p.pronargdefaults order by n
       ) as required
     from pg_catalog.pg_proc as p
     where p.pronamespace = 'faker'::regnamespace and p.prorettype <> 'trigger'::regtype order by p.oid`,
  );
  const values: Record<string, string> = {
    integer: '7',
    text: `'M'`,
    'text[]': `array['tag', 'cta']`,
    'double precision': '1.5',
  };
  return rows.map(({ name, required }) => `faker.${name}(${required.map((type) => values[type]).join(', ')})`);
}

async function sample(target: TestDatabase, seed: number): Promise<Record<string, unknown>> {
  const list = (await calls(target)).filter((call) => !secrets.some((name) => call.startsWith(`faker.${name}(`)));
  await target.query('select pg_catalog.setseed($1)', [seed]);
  const result: Record<string, unknown> = {};
  for (const call of list) {
    const rows = await target.any<{ drawn: string }>(`select (${call})::text as drawn from generate_series(1, 3)`);
    result[call] = rows.map(({ drawn }) => drawn);
  }
  return result;
}

test('all functions have a call', async () => expect(await calls(db)).toHaveLength(46));

test('the same seed gives the same again, another one something else', async () => {
  const first = await sample(db, 0.42);
  expect(Object.keys(first)).toHaveLength(43);
  expect(await sample(db, 0.42)).toEqual(first);
  expect(await sample(db, -0.42)).not.toEqual(first);
});

test('rows that are moved on disk, and plans, change nothing', async () => {
  const first = await sample(db, 0.1);
  await db.query(`
    update faker.dictionary set word = word where position % 2 = 0;
    update faker.cities set city = city where position % 3 = 0;
    set local enable_indexscan = off;
    set local enable_indexonlyscan = off;
    set local enable_bitmapscan = off`);
  expect(await sample(db, 0.1)).toEqual(first);
});

test('another database with the module gives the same', async () => {
  const other = await createTestDatabase({ module: 'faker' });
  try {
    const first = await sample(db, 0.77);
    await other.begin();
    const second = await sample(other, 0.77);
    // Relative to now, which is that of the transaction.
    delete first['faker.timestamptz()'];
    delete second['faker.timestamptz()'];
    expect(second).toEqual(first);
  } finally {
    await other.teardown();
  }
});

test.each(secrets)('a seed does not repeat a %s', async (name) => {
  const drawn = new Set<string>();
  for (let i = 0; i < 20; i += 1) {
    await db.query('select pg_catalog.setseed(0.5)');
    drawn.add((await db.one<{ drawn: string }>(`select faker.${name}()::text as drawn`)).drawn);
  }
  expect(drawn.size).toBe(20);
});

test('no function scans a table, or reads more rows than it returns words', async () => {
  const stats = `select coalesce(sum(seq_scan), 0)::int as scans,
      coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::int as rows
    from pg_catalog.pg_stat_xact_user_tables where schemaname = 'faker'`;
  for (const call of await calls(db)) {
    const before = await db.one<{ scans: number; rows: number }>(stats);
    await db.query(`select ${call} from generate_series(1, 20)`);
    const after = await db.one<{ scans: number; rows: number }>(stats);
    expect([call, after.scans - before.scans]).toEqual([call, 0]);
    // A sentence has up to 20 words, each of which takes two probes.
    const perCall = /sentence|paragraph/.test(call) ? 60 : call.startsWith('faker.tags') ? 30 : 16;
    const bound = call.startsWith('faker.state(') ? 60 : perCall;
    expect([call, (after.rows - before.rows) / 20 <= bound]).toEqual([call, true]);
  }
});
