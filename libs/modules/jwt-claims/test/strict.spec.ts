import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files, valueOf } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'jwt-claims' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const uuid = '0b0b0b0b-1111-4222-8333-444444444444';

test.each([
  ['ctx.uid', 'user_id', uuid, uuid],
  ['ctx.ip_address', 'ip_address', '10.1.2.3/8', '10.1.2.3/8'],
  ['ctx.uagent', 'user_agent', 'curl/8', 'curl/8'],
  ['jwt_private.current_token_id', 'token_id', uuid, uuid],
  ['ctx.origin', 'origin', 'https://example.com:8080', 'https://example.com:8080'],
  ['jwt_public.current_origin', 'origin', 'http://localhost', 'http://localhost'],
])('%s reads the claim %s, and NULL where it is empty', async (name, claim, setting, expected) => {
  expect(await valueOf(db, name)).toBeNull();
  await db.setContext({ [`jwt.claims.${claim}`]: setting });
  expect(await valueOf(db, name)).toBe(expected);
  await db.setContext({ [`jwt.claims.${claim}`]: '' });
  expect(await valueOf(db, name)).toBeNull();
});

test.each([
  ['ctx.uid', 'user_id', 'bad'],
  ['ctx.ip_address', 'ip_address', '999.1.1.1'],
  ['ctx.ip_address', 'ip_address', ' 1.2.3.4 '],
  ['jwt_private.current_token_id', 'token_id', 'bad'],
])('%s raises for %s %j', async (name, claim, setting) => {
  await db.setContext({ [`jwt.claims.${claim}`]: setting });
  expect(await failureOf(db, `select ${name}()`)).toMatchObject({ code: '22P02' });
});

describe.each(['ctx.origin', 'jwt_public.current_origin'])('%s raises for', (name) => {
  test.each(['https://example.com/', 'example.com', 'ftp://example.com', ' https://example.com', 'null'])(
    '%j',
    async (setting) => {
      await db.setContext({ 'jwt.claims.origin': setting });
      expect(await failureOf(db, `select ${name}()`)).toMatchObject({
        code: '23514',
        message: 'value for domain origin violates check constraint "origin_check"',
      });
    },
  );
});

test('a policy for nobody is open to a malformed claim unless it is strict', async () => {
  await db.query(`
    create table public.drafts (owner uuid);
    insert into public.drafts values (null);
    alter table public.drafts enable row level security;
    grant select on public.drafts to authenticated;
    create policy lax on public.drafts using (jwt_public.current_user_id() is null)`);
  await db.setContext({ role: 'authenticated', 'jwt.claims.user_id': 'forged' });
  expect(await db.any('select * from public.drafts')).toHaveLength(1);
  await db.query('reset role; alter policy lax on public.drafts using (ctx.uid() is null)');
  await db.setContext({ role: 'authenticated' });
  expect(await failureOf(db, 'select * from public.drafts')).toMatchObject({ code: '22P02' });
});

test('the role that deployed the module is known, and nobody else is it', async () => {
  const { owner } = await db.one<{ owner: string }>('select current_user::text as owner');
  expect(await valueOf(db, 'ctx.security_definer')).toBe(owner);
  expect(await valueOf(db, 'ctx.is_security_definer')).toBe('true');
  await db.setContext({ role: 'authenticated' });
  expect(await valueOf(db, 'ctx.is_security_definer')).toBe('false');
});

test.each([`it's`, `"quoted"`, `x'; drop schema ctx cascade; --`, '$$ $_$', 'back\\slash'])(
  'a deploying role %j is only a name',
  async (name) => {
    const change = 'schemas/ctx/procedures/security_definer';
    const role = `"${name.replaceAll('"', '""')}"`;
    await db.query(files.script('revert', change));
    await db.query(`create role ${role}; grant all on schema ctx to ${role}; set local role ${role}`);
    await db.query(files.script('deploy', change));
    await db.query(files.script('verify', change));
    expect(await valueOf(db, 'ctx.security_definer')).toBe(name);
    expect(await valueOf(db, 'ctx.is_security_definer')).toBe('true');
  },
);
