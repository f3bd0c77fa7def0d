import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf, untilBlocked } from '../../../spec-support/index.js';
import { insertShop, owner, stranger, type Shop } from './support.js';

// Weakness 9 of the reference: two tenants can have the same host name, and requests go to either of them.
let db: TestDatabase;
let mine: Shop;
let theirs: Shop;
const sql = 'insert into meta_public.domains (database_id, subdomain, domain) values ($1, $2, $3)';
const taken = (host: string) => ({ code: '23505', message: `host name "${host}" belongs to another database` });

beforeAll(async () => {
  db = await createTestDatabase({ module: 'db_meta' });
});
afterAll(() => db.teardown());

describe('the host name of a tenant', () => {
  beforeEach(async () => {
    await db.begin();
    mine = await insertShop(db);
    theirs = await insertShop(db, 'attacker', stranger);
  });
  afterEach(() => db.rollback());

  test.each([
    [null, 'x.com'],
    [null, 'X.com'],
    ['API', 'x.com'],
    [null, 'api.x.com'],
    ['api.x', 'com'],
  ])('is refused to others as %j %j', async (subdomain, domain) => {
    await db.query(sql, [mine.database, null, 'x.com']);
    await db.query(sql, [mine.database, 'api', 'X.COM']);
    const host = (subdomain === null ? domain : `${subdomain}.${domain}`).toLowerCase();
    expect(await failureOf(db, sql, [theirs.database, subdomain, domain])).toMatchObject(taken(host));
  });

  test.each([`domain = 'X.com'`, `subdomain = null, domain = 'x.com'`])('is refused to an update: %s', async (set) => {
    await db.query(sql, [mine.database, null, 'x.com']);
    await db.query(sql, [theirs.database, null, 'y.com']);
    const update = `update meta_public.domains set ${set} where database_id = $1`;
    expect(await failureOf(db, update, [theirs.database])).toMatchObject(taken('x.com'));
  });

  test('does not reach to other names of the domain', async () => {
    await db.query(sql, [mine.database, 'shop', 'x.com']);
    await db.query(sql, [theirs.database, 'attacker', 'x.com']);
    await db.query(sql, [theirs.database, 'shop', null]);
    await db.query(sql, [mine.database, 'shop', null]);
  });

  test('is free again without its rows, and then for one database only', async () => {
    await db.query(sql, [mine.database, null, 'x.com']);
    await db.query('delete from meta_public.domains');
    await db.query(sql, [theirs.database, null, 'x.com']);
    expect(await failureOf(db, sql, [mine.database, null, 'x.com'])).toMatchObject(taken('x.com'));
    await db.query('delete from collections_public.database where id = $1', [theirs.database]);
    expect(await db.any('select from meta_private.host_names')).toEqual([]);
    await db.query(sql, [mine.database, null, 'x.com']);
  });

  test('can be exchanged in one statement', async () => {
    await db.query(sql, [mine.database, null, 'x.com']);
    await db.query(sql, [theirs.database, null, 'y.com']);
    await db.query(`update meta_public.domains set domain = case domain when 'x.com' then 'y.com' else 'x.com' end`);
    expect(await failureOf(db, sql, [mine.database, 'x', 'com'])).toMatchObject(taken('x.com'));
  });

  test('is checked for an administrator as for everybody', async () => {
    await db.query(sql, [mine.database, null, 'x.com']);
    await db.setContext({ role: 'administrator' });
    expect(await failureOf(db, sql, [theirs.database, null, 'x.com'])).toMatchObject(taken('x.com'));
    await db.query(sql, [theirs.database, null, 'y.com']);
  });

  test('is of no use to a user', async () => {
    await db.setContext({ role: 'authenticated', 'jwt.claims.user_id': owner });
    expect(await failureOf(db, 'select from meta_private.host_names')).toMatchObject({ code: '42501' });
    expect(
      await db.one(
        `select bool_or(has_function_privilege(r, 'meta_private.' || f, 'execute')) as execute
         from unnest(array['anonymous', 'authenticated', 'administrator']) as r,
           unnest(array['tg_claim_host_name()', 'tg_release_host_names()']) as f`,
      ),
    ).toEqual({ execute: false });
  });
});

describe.each(['read committed', 'repeatable read', 'serializable'])('two transactions in %s', (isolation) => {
  test.each(['that is new', 'that was given up'])('do not both get a name %s', async (state) => {
    const [first, second] = [await db.connect(), await db.connect()];
    await db.query('begin');
    mine = await insertShop(db, `first ${isolation} ${state}`);
    theirs = await insertShop(db, `second ${isolation} ${state}`, stranger);
    if (state === 'that was given up') await db.query(sql, [mine.database, null, 'race.com']);
    await db.query('delete from meta_public.domains; commit');

    for (const client of [first, second]) {
      await client.query(`begin isolation level ${isolation}; select from meta_public.domains`);
    }
    await first.query(sql, [mine.database, null, 'race.com']);
    const late = second.query(sql, [theirs.database, null, 'Race.com']).then(
      () => 'accepted',
      (error: unknown) => error,
    );
    await untilBlocked(db);
    await first.query('commit');
    expect(await late).toMatchObject({
      code: isolation === 'read committed' ? '23505' : expect.stringMatching(/^40001$|^23505$/),
    });
    await second.query('rollback');
    expect(await db.any(`select database_id from meta_public.domains where lower(domain) = 'race.com'`)).toEqual([
      { database_id: mine.database },
    ]);
    await db.query('delete from collections_public.database');
  });
});
