import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { noticesOf } from '../../../spec-support/index.js';
import { valueOf } from './support.js';

const u1 = '0b0b0b0b-1111-4222-8333-444444444444';
const u2 = '0b0b0b0b-1111-4222-8333-44444444444e';
const functions = {
  user_id: 'jwt_public.current_user_id',
  ip_address: 'jwt_public.current_ip_address',
  user_agent: 'jwt_public.current_user_agent',
  group_ids: 'jwt_public.current_group_ids',
  database_id: 'jwt_private.current_database_id',
  token_id: 'jwt_private.current_token_id',
} as const;
type Claim = keyof typeof functions;
const unset = { user_id: null, ip_address: null, user_agent: null, group_ids: '{}', database_id: null, token_id: null };

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'jwt-claims' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('without settings there are no claims, and a settled transaction leaves only an empty user agent', async () => {
  const fresh = await db.connect();
  const sql = `select ${Object.entries(functions)
    .map(([claim, name]) => `${name}()::text as ${claim}`)
    .join()}`;
  expect((await fresh.query(sql)).rows).toEqual([unset]);
  for (const end of ['commit', 'rollback']) {
    const values = Object.keys(functions).map((claim) => `set local jwt.claims.${claim} = 'x';`);
    await fresh.query(`begin; ${values.join(' ')} ${end}`);
    const notices: unknown[] = [];
    fresh.on('notice', (notice) => notices.push(notice));
    expect((await fresh.query(sql)).rows).toEqual([{ ...unset, user_agent: '' }]);
    expect(notices).toEqual([]);
  }
});

test.each<[Claim, string, string | null]>([
  ['user_id', u1, u1],
  ['user_id', u2.toUpperCase(), u2],
  ['database_id', '{0b0b0b0b11114222-8333444444444445}', '0b0b0b0b-1111-4222-8333-444444444445'],
  ['database_id', '0b0b-0b0b-1111-4222-8333-4444-4444-4445', '0b0b0b0b-1111-4222-8333-444444444445'],
  ['ip_address', '  10.1.2.3/8 ', '10.1.2.3/8'],
  ['ip_address', '::1', '::1/128'],
  ['ip_address', '::ffff:1.2.3.4', '::ffff:1.2.3.4/128'],
  ['user_agent', 'curl/8', 'curl/8'],
  ['user_agent', ' Ünïcode 🐘 ', ' Ünïcode 🐘 '],
  ['user_agent', '', ''],
  ['group_ids', `{${u1},${u2.toUpperCase()}}`, `{${u1},${u2}}`],
  ['group_ids', `{${u2},${u1},${u2}}`, `{${u2},${u1},${u2}}`],
  ['group_ids', '{}', '{}'],
  ['group_ids', '{NULL}', '{NULL}'],
  ['token_id', u1, u1],
])('%s %j is read as %j', async (claim, setting, expected) => {
  await db.setContext({ [`jwt.claims.${claim}`]: setting });
  expect(await noticesOf(db, `select ${functions[claim]}()`)).toEqual([]);
  expect(await valueOf(db, functions[claim])).toBe(expected);
});

test.each<[Claim, string, string | null, string]>([
  ['user_id', 'bad', null, 'Invalid UUID value'],
  ['user_id', ' ', null, 'Invalid UUID value'],
  ['user_id', `${u1} `, null, 'Invalid UUID value'],
  ['user_id', `${u1}\n`, null, 'Invalid UUID value'],
  ['user_id', `{${u1}`, null, 'Invalid UUID value'],
  ['user_id', `${u1}0`, null, 'Invalid UUID value'],
  ['user_id', `';drop schema jwt_public;--`, null, 'Invalid UUID value'],
  ['user_id', '０b0b0b0b-1111-4222-8333-444444444444', null, 'Invalid UUID value'],
  ['database_id', 'bad', null, 'Invalid UUID value'],
  ['ip_address', '999.1.1.1', null, 'Invalid IP'],
  ['ip_address', '1.2.3.4/33', null, 'Invalid IP'],
  ['ip_address', '   ', null, 'Invalid IP'],
  ['group_ids', '[1,2]', '{}', 'Invalid UUID value'],
  ['group_ids', '{bad}', '{}', 'Invalid UUID value'],
  ['group_ids', `{${u1}`, '{}', 'Invalid UUID value'],
  ['group_ids', `[2:1]={}`, '{}', 'Invalid UUID value'],
  ['group_ids', `[1:99999999999]={${u1}}`, '{}', 'Invalid UUID value'],
  ['group_ids', `[-2147483648:2147483647]={${u1}}`, '{}', 'Invalid UUID value'],
])('a malformed %s %j is read as %j, with a notice', async (claim, setting, expected, notice) => {
  await db.setContext({ [`jwt.claims.${claim}`]: setting });
  expect(await valueOf(db, functions[claim])).toBe(expected);
  expect(await noticesOf(db, `select ${functions[claim]}()`)).toEqual([`NOTICE: ${notice}`]);
});

test('a uuid is what PostgreSQL reads as one, wherever there is a hyphen, a brace or a digit too many', async () => {
  const hex = u2.replaceAll('-', '');
  const spellings = Array.from({ length: 33 }, (_, at) => `${hex.slice(0, at)}-${hex.slice(at)}`);
  const odd = [
    hex,
    `{${hex}}`,
    `{${hex}`,
    `${hex}}`,
    `{{${hex}}}`,
    hex.slice(1),
    `${hex}1`,
    `--${hex}`,
    `g${hex.slice(1)}`,
  ];
  for (const spelling of [...spellings, ...odd]) {
    await db.query('savepoint cast_uuid');
    const cast = await db.one<{ value: string }>('select $1::uuid as value', [spelling]).then(
      ({ value }) => value,
      () => null,
    );
    await db.query('rollback to savepoint cast_uuid');
    await db.setContext({ 'jwt.claims.user_id': spelling });
    expect([spelling, await valueOf(db, functions.user_id)]).toEqual([spelling, cast]);
  }
});
