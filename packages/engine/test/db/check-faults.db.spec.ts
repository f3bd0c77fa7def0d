import { checkShop, differences, found, items, type ChangeText } from '../support/checks.js';

/** Fails unless the query has a row. */
const proves = (query: string): string =>
  `do $$ begin if not exists (${query}) then raise exception 'not so'; end if; end $$;`;

test('a module without a fault has no finding', async () => {
  const result = await checkShop([items]);
  expect(result).toMatchObject({ passed: true, problems: [], whole: 'passed', bundle: 'passed' });
  expect(result.changes).toMatchObject([
    { steps: { failsBefore: 'passed', deploys: 'passed', verifies: 'passed', reverts: 'passed', redeploys: 'passed' } },
  ]);
});

/** Changes on top of `items` whose revert forgets something, and what has to be found. */
const forgetful: readonly (readonly [string, Omit<ChangeText, 'name'>, readonly string[]])[] = [
  [
    'an index',
    {
      deploy: 'create index items_code_idx on public.items (code); alter table public.items add note text;',
      revert: 'alter table public.items drop column note;',
      verify: 'select note from public.items where false;',
    },
    ['index public.items_code_idx: - → CREATE INDEX items_code_idx ON public.items USING btree (code)'],
  ],
  [
    'a grant',
    {
      deploy: 'grant select on public.items to pg_monitor;',
      revert: 'select 1;',
      verify: proves(`select where has_table_privilege('pg_monitor', 'public.items', 'select')`),
    },
    ['privileges table public.items: - → grant select to pg_monitor'],
  ],
  [
    'a grant on a column',
    {
      deploy: 'grant update (price) on public.items to pg_monitor;',
      revert: 'select 1;',
      verify: proves(`select where has_column_privilege('pg_monitor', 'public.items', 'price', 'update')`),
    },
    ['privileges column public.items.price: - → grant update to pg_monitor'],
  ],
  [
    'a revoke from public',
    {
      deploy: `create function public.one() returns int language sql as 'select 1';
        revoke execute on function public.one() from public;
        alter default privileges revoke execute on functions from public;`,
      revert: 'drop function public.one();',
      verify: `select 'public.one()'::regprocedure;`,
    },
    ['privileges default privileges on functions: - → revoke execute from public'],
  ],
  [
    'a default privilege in a schema',
    {
      deploy: 'alter default privileges in schema public grant select on tables to pg_monitor;',
      revert: 'select 1;',
      verify: proves('select from pg_default_acl'),
    },
    ['privileges default privileges in schema public on tables: - → grant select to pg_monitor'],
  ],
  [
    'a comment',
    {
      deploy: `comment on column public.items.price is 'cents';`,
      revert: 'select 1;',
      verify: proves(`select where col_description('public.items'::regclass, 3) = 'cents'`),
    },
    ['comment on table column public.items.price: - → cents'],
  ],
  [
    'the value of a sequence',
    {
      deploy: `select setval('public.items_id_seq', 41); alter table public.items add note text;`,
      revert: 'alter table public.items drop column note;',
      verify: 'select note from public.items where false;',
    },
    ['sequence value public.items_id_seq: 1 not used yet → 41'],
  ],
  [
    'the start of a sequence',
    {
      deploy: 'alter table public.items alter id restart with 1000; alter table public.items add note text;',
      revert: 'alter table public.items drop column note;',
      verify: 'select note from public.items where false;',
    },
    ['sequence value public.items_id_seq: 1 not used yet → 1000 not used yet'],
  ],
  [
    'a row',
    {
      deploy: `insert into public.items (code) values ('a'), ('b');`,
      revert: `delete from public.items where code = 'a'; select setval('public.items_id_seq', 1, false);`,
      verify: proves(`select from public.items where code = 'b'`),
    },
    ['rows public.items: - → 1'],
  ],
  [
    'the order of columns',
    {
      deploy: 'alter table public.items drop column code;',
      revert: 'alter table public.items add column code text;',
      verify: proves(`select from pg_class as c where c.oid = 'public.items'::regclass and not exists (
        select from pg_attribute as a where a.attrelid = c.oid and a.attname = 'code')`),
    },
    [
      'column public.items.code: 2. code text → 3. code text',
      'column public.items.price: 3. price integer → 2. price integer',
    ],
  ],
  [
    'an owner',
    {
      deploy: `alter table public.items owner to pg_monitor;`,
      revert: 'alter table public.items enable row level security;',
      verify: proves(`select from pg_class where oid = 'public.items'::regclass and relowner = 'pg_monitor'::regrole`),
    },
    [
      expect.stringMatching(/^sequence public\.items_id_seq: .* \| owner pg_monitor$/),
      'table public.items: create table public.items → create table public.items | enable row level security | owner pg_monitor',
    ],
  ],
  [
    'a default and a constraint',
    {
      deploy: `alter table public.items alter price set default 5, alter price set not null, add constraint cheap check (price < 9);`,
      revert: 'select 1;',
      verify: proves(`select from pg_constraint where conname = 'cheap'`),
    },
    [
      'column public.items.price: 3. price integer → 3. price integer not null default 5',
      'constraint public.items.cheap: - → CHECK ((price < 9))',
    ],
  ],
  [
    'a policy, a rule and a statistics object',
    {
      deploy: `create policy p on public.items for select to pg_monitor using (price > 0);
        create rule r as on delete to public.items do also select 1;
        create statistics public.s on code, price from public.items;`,
      revert: 'select 1;',
      verify: proves(`select from pg_policy where polname = 'p'`),
    },
    [
      'statistics public.s: - → CREATE STATISTICS public.s ON code, price FROM public.items',
      expect.stringMatching(/^rule public\.items\.r: - → CREATE RULE r AS /),
      'policy public.items.p: - → create policy p on public.items as permissive for select to pg_monitor | using ((price > 0))',
    ],
  ],
  [
    'a setting of a role',
    {
      deploy: `alter role current_user set work_mem = '8MB';`,
      revert: 'select 1;',
      verify: proves(`select from pg_db_role_setting where setrole = current_user::regrole`),
    },
    [expect.stringMatching(/^settings of role \w+: - → work_mem=8MB$/)],
  ],
];

test.each(forgetful)('a revert that forgets %s', async (_name, scripts, expected) => {
  const result = await checkShop([items, { name: 'fault', requires: ['items'], ...scripts }]);
  expect(found(result)).toEqual(['REVERT_INEXACT fault']);
  expect(differences(result)).toEqual(expected);
  expect(result.changes[1]?.steps).toMatchObject({ deploys: 'passed', verifies: 'passed', reverts: 'failed' });
  expect(result.problems[0]?.place).toEqual({ file: 'modules/shop/revert/fault.sql', line: 1 });
});

test('a revert that forgets an extension, which the control file should name', async () => {
  const result = await checkShop([
    { name: 'citext', deploy: 'create extension citext;', revert: 'select 1;', verify: `select 'a'::citext;` },
  ]);
  expect(found(result)).toEqual(['REVERT_INEXACT citext', 'BUNDLE_DIFFERS -']);
  expect(differences(result)).toEqual([
    expect.stringMatching(/^extension citext: - → create extension citext schema public version '/),
    expect.stringMatching(/^extension citext: create extension citext .* → -$/),
  ]);
});

test('a revert that forgets a role and a membership', async () => {
  const result = await checkShop([
    {
      name: 'roles',
      deploy: 'create role shop_clerk_9f; create role shop_boss_9f; grant shop_clerk_9f to shop_boss_9f;',
      revert: 'drop role shop_boss_9f;',
      verify: `select 'shop_boss_9f'::regrole;`,
    },
    {
      name: 'member',
      deploy: 'grant pg_monitor to shop_boss_9f;',
      revert: 'select 1;',
      verify: proves(`select where pg_has_role('shop_boss_9f', 'pg_monitor', 'member')`),
    },
  ]);
  expect(found(result)).toEqual(['REVERT_INEXACT roles', 'REVERT_INEXACT member']);
  expect(differences(result)).toEqual([
    'role shop_clerk_9f: - → create role shop_clerk_9f inherit',
    expect.stringMatching(/^membership shop_boss_9f in pg_monitor: - → /),
  ]);
});

test('a revert that forgets a value of an enum', async () => {
  const result = await checkShop([
    {
      name: 'mood',
      deploy: `create type public.mood as enum ('sad', 'ok');`,
      revert: 'drop type public.mood;',
      verify: `select 'ok'::public.mood;`,
    },
    {
      name: 'happy',
      deploy: `alter type public.mood add value 'happy' before 'ok';`,
      revert: 'select 1;',
      verify: proves(`select from pg_enum where enumlabel = 'happy'`),
    },
  ]);
  expect(found(result)).toEqual(['REVERT_INEXACT happy']);
  expect(differences(result)).toEqual([
    `type public.mood: create type public.mood as enum ('sad', 'ok') → create type public.mood as enum ('sad', 'happy', 'ok')`,
  ]);
});

test('a revert that makes a function differently', async () => {
  const make = (volatility: string, body: string): string =>
    `create or replace function public.f() returns int language sql ${volatility} as $$ ${body} $$;`;
  const result = await checkShop([
    {
      name: 'f',
      deploy: make('stable', 'select 1'),
      revert: 'drop function public.f();',
      verify: `select public.f();`,
    },
    {
      name: 'g',
      deploy: make('stable', 'select 2'),
      revert: make('volatile', 'select 1'),
      verify: 'select 1 / (public.f() - 1);',
    },
  ]);
  expect(found(result)).toEqual(['REVERT_INEXACT g']);
  expect(differences(result)).toEqual([expect.stringMatching(/^function public\.f\(\): .* STABLE .* → (?!.*STABLE)/)]);
});
