import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'encrypted-secrets' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const trigger = (call: string) =>
  db.query(`create trigger encode before insert or update on public.tf
    for each row execute function encrypted_secrets.${call}`);

describe('encrypt_field_pgp', () => {
  const decrypted = (field = 'field_name', pass = 'encode_field') =>
    db.one(`select encrypted_secrets.encrypt_field_pgp_get("${field}", "${pass}") as text from public.tf`);

  test('encrypts field_name with encode_field', async () => {
    await db.query('create table public.tf (field_name bytea, encode_field text)');
    await trigger('encrypt_field_pgp()');
    await db.query(`insert into public.tf values ('hello', 'key1')`);
    expect(await decrypted()).toEqual({ text: 'hello' });
    expect(await db.one(`select pgp_sym_decrypt(field_name, 'key1') as hex from public.tf`)).toEqual({
      hex: '68656c6c6f',
    });
  });

  test.each(['hex', 'escape'])('encrypts the columns that it is told, with bytes printed as %s', async (output) => {
    await db.query(`set local bytea_output = '${output}'; create table public.tf ("My ""Value" bytea, pass int)`);
    await trigger(`encrypt_field_pgp('My "Value', 'pass')`);
    await db.query(`insert into public.tf values ('\\x00ff5c', 7)`);
    const { bytes } = await db.one<{ bytes: string }>(
      `select pgp_sym_decrypt("My ""Value", '7') as bytes from public.tf`,
    );
    expect(bytes).toBe('00ff5c');
  });

  test('no value stays none, and a value needs a pass phrase', async () => {
    await db.query('create table public.tf (field_name bytea, encode_field text)');
    await trigger('encrypt_field_pgp()');
    await db.query('insert into public.tf values (null, null)');
    expect(await db.one('select field_name from public.tf')).toEqual({ field_name: null });
    expect(await failureOf(db, `insert into public.tf values ('hello', null)`)).toMatchObject({
      code: '22004',
      message: 'the pass phrase in column "encode_field" must not be null',
    });
  });

  test.each([
    ['encode_field text', 'encrypt_field_pgp()', 'field_name'],
    ['field_name bytea', 'encrypt_field_pgp()', 'encode_field'],
    ['field_name bytea', `encrypt_field_pgp('field_name', 'x) , (select 1')`, 'x) , (select 1'],
  ])('a table of %s has no column for %s', async (columns, call, missing) => {
    await db.query(`create table public.tf (${columns})`);
    await trigger(call);
    expect(await failureOf(db, 'insert into public.tf default values')).toMatchObject({
      code: '42703',
      message: `record "new" has no field "${missing}"`,
    });
  });
});

describe('encrypt_field_crypt', () => {
  test.each(['text', 'bytea'])('hashes field_name of type %s', async (type) => {
    await db.query(`set local bytea_output = 'escape'; create table public.tf (field_name ${type})`);
    await trigger('encrypt_field_crypt()');
    await db.query(`insert into public.tf values ('hunter2')`);
    const hash = type === 'text' ? 'field_name' : `convert_from(field_name, 'UTF8')`;
    const expected = type === 'text' ? 'hunter2' : '\\x68756e74657232';
    expect(await db.one(`select crypt($1, ${hash}) = ${hash} as same from public.tf`, [expected])).toEqual({
      same: true,
    });
    expect(await db.one(`select left(${hash}, 7) as head from public.tf`)).toEqual({ head: '$2a$10$' });
  });

  test('hashes the column that it is told, at the cost that is set, and leaves the others', async () => {
    await db.query('create table public.tf (id int, "Pass word" text)');
    await trigger(`encrypt_field_crypt('Pass word')`);
    await db.query(`set local app.secrets_crypt_cost = '11'`);
    await db.query(`insert into public.tf values (1, 'ñ'), (2, null)`);
    expect(await db.any('select id, left("Pass word", 7) as head from public.tf order by id')).toEqual([
      { id: 1, head: '$2a$11$' },
      { id: 2, head: null },
    ]);
  });

  test('needs its column, and a cost that is safe', async () => {
    await db.query('create table public.tf (other text)');
    await trigger('encrypt_field_crypt()');
    expect(await failureOf(db, `insert into public.tf values ('x')`)).toMatchObject({ code: '42703' });
    await db.query(`alter table public.tf rename other to field_name; set local app.secrets_crypt_cost = '6'`);
    expect(await failureOf(db, `insert into public.tf values ('x')`)).toMatchObject({ code: '22023' });
  });
});
