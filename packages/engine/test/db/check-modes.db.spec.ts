import { createScratchDatabase, findDatabase } from '@pgpm/postgres';
import { Client } from 'pg';
import { checkShop, differences, found, items } from '../support/checks.js';

/** An index that refuses to be made, and dropped, in a transaction. */
const concurrent = {
  name: 'index',
  requires: ['items'],
  deploy: '-- pgpm: no-transaction\ncreate index concurrently items_code_idx on public.items (code);',
  revert: '-- pgpm: no-transaction\ndrop index concurrently public.items_code_idx;',
  verify: `select 'public.items_code_idx'::regclass;`,
};

async function column(sql: string): Promise<readonly unknown[]> {
  const { config } = await findDatabase({ cwd: __dirname, cluster: 'test' });
  const client = new Client(config);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

describe('scripts without a transaction', () => {
  test('are proven like all others', async () => {
    const result = await checkShop([items, concurrent]);
    expect([found(result), result.whole, result.bundle]).toEqual([[], 'passed', 'passed']);
    expect(result.changes.flatMap(({ steps }) => Object.values(steps))).toEqual(Array(10).fill('passed'));
  });

  test('only the deploy script', async () => {
    const revert = 'drop index public.items_code_idx;';
    expect(found(await checkShop([items, { ...concurrent, revert }]))).toEqual([]);
  });

  test('a fault in a revert is found, and the next changes are proven all the same', async () => {
    const note = {
      name: 'note',
      deploy: 'alter table public.items add note text;',
      revert: 'alter table public.items drop column note;',
      verify: 'select note from public.items where false;',
    };
    const revert = `${concurrent.revert}\ncomment on table public.items is 'was here';`;
    const result = await checkShop([items, { ...concurrent, revert }, note]);
    expect(found(result)).toEqual(['REVERT_INEXACT index']);
    expect(differences(result)).toEqual(['comment on table public.items: - → was here']);
    expect(result.changes[2]?.steps).toMatchObject({ reverts: 'passed', redeploys: 'passed' });
  });

  test('a failing statement is found at its line', async () => {
    const deploy = '-- pgpm: no-transaction\nselect 1;\ncreate index concurrently i on public.items (nope);';
    const result = await checkShop([items, { ...concurrent, deploy }]);
    expect(found(result)).toEqual(['CHANGE_FAILED index']);
    expect(result.problems[0]?.place).toMatchObject({ line: 3 });
  });

  test('roles that they make do not stay', async () => {
    const role = {
      name: 'role',
      deploy: 'create role shop_vacuum_5c;',
      revert: 'drop role shop_vacuum_5c;',
      verify: `select 'shop_vacuum_5c'::regrole;`,
    };
    expect(found(await checkShop([items, concurrent, role]))).toEqual([]);
    expect(await column(`select 1 from pg_roles where rolname = 'shop_vacuum_5c'`)).toEqual([]);
  });

  test('roles that are there already cannot be proven, which is said', async () => {
    await column('create role shop_there_5c');
    try {
      const grant = {
        name: 'grant',
        deploy: `do $$ begin create role shop_there_5c; exception when duplicate_object then null; end $$;
          grant select on public.items to shop_there_5c;`,
        revert: 'revoke select on public.items from shop_there_5c;',
        verify: `select 'shop_there_5c'::regrole;`,
      };
      const result = await checkShop([items, concurrent, grant]);
      expect([result.passed, found(result)]).toEqual([true, ['ROLE_NOT_ISOLATED -']]);
      expect(result.problems[0]?.fields).toEqual({ roles: ['shop_there_5c'] });
    } finally {
      await column('drop role shop_there_5c');
    }
  });
});

describe('roles of the server', () => {
  const role = {
    name: 'role',
    deploy: `do $$ begin
      if to_regrole('shop_clerk_5c') is null then create role shop_clerk_5c; end if;
      alter role shop_clerk_5c bypassrls;
    end $$;`,
    revert: 'drop role if exists shop_clerk_5c;',
    verify: `select 1 / count(*) from pg_roles where rolname = 'shop_clerk_5c' and rolbypassrls;`,
  };

  test('a role that is there is not seen by the scripts, and not touched by them', async () => {
    await column('create role shop_clerk_5c login');
    try {
      const result = await checkShop([role]);
      expect([result.passed, found(result), result.changes[0]?.steps.failsBefore]).toEqual([true, [], 'passed']);
      const attributes = `select rolcanlogin and not rolbypassrls from pg_roles where rolname = 'shop_clerk_5c'`;
      expect(await column(attributes)).toEqual([true]);
    } finally {
      await column('drop role shop_clerk_5c');
    }
  });

  test('a role that scripts only use has to be there, and is', async () => {
    await column('create role shop_user_5c');
    try {
      const grant = {
        name: 'grant',
        requires: ['items'],
        deploy: 'grant select on public.items to shop_user_5c;',
        revert: 'revoke select on public.items from shop_user_5c;',
        verify: `select 1 / has_table_privilege('shop_user_5c', 'public.items', 'select')::int;`,
      };
      expect(found(await checkShop([items, grant]))).toEqual([]);
    } finally {
      await column('drop role shop_user_5c');
    }
  });

  test('a user without rights to rename it is told what is not proven', async () => {
    await column('create role shop_clerk_5c bypassrls');
    await column(`create role shop_checker_5c login createdb password 'x'`);
    try {
      const server = await findDatabase({ cwd: __dirname, cluster: 'test' });
      const config = { ...server.config, user: 'shop_checker_5c', password: 'x' };
      const scratch = () => createScratchDatabase({ ...server, config }, 'shop');
      const grant = {
        name: 'grant',
        deploy: 'create table public.t (); grant select on public.t to shop_clerk_5c;',
        revert: 'drop table public.t;',
        verify: 'select from public.t;',
      };
      const quiet = {
        ...role,
        deploy: `do $$ begin if to_regrole('shop_clerk_5c') is null then create role shop_clerk_5c; end if; end $$;`,
        revert: 'select 1;',
      };
      const result = await checkShop([quiet, grant], { scratch });
      expect([result.passed, found(result)]).toEqual([true, ['ROLE_NOT_ISOLATED -']]);
    } finally {
      await column('drop role shop_checker_5c');
      await column('drop role shop_clerk_5c');
    }
  });
});

test('two checks at once, and what a killed one left, do not get in the way', async () => {
  await column('create database pgpm_scratch_left_5c connection limit 1885827181');
  await column(`create database pgpm_scratch_theirs_5c`);
  const own = {
    name: 'role',
    deploy: 'create role shop_both_5c;',
    revert: 'drop role shop_both_5c;',
    verify: `select 'shop_both_5c'::regrole;`,
  };
  const results = await Promise.all([checkShop([own]), checkShop([own]), checkShop([own])]);
  expect(results.map(found)).toEqual([[], [], []]);
  expect(await column(`select datname::text from pg_database where datname like 'pgpm\\_scratch\\_%5c'`)).toEqual([
    'pgpm_scratch_theirs_5c',
  ]);
  await column('drop database pgpm_scratch_theirs_5c');
});

test('who is interrupted leaves no database', async () => {
  const controller = new AbortController();
  const slow = { ...items, deploy: `${items.deploy} select pg_sleep(600);` };
  const server = await findDatabase({ cwd: __dirname, cluster: 'test' });
  const names: string[] = [];
  const scratch = async () => {
    const database = await createScratchDatabase(server, 'slow');
    names.push(database.name);
    return database;
  };
  const check = checkShop([slow], { scratch, signal: controller.signal });
  const sleeping = `select 1 from pg_stat_activity where datname like 'pgpm\\_scratch\\_slow%' and query like '%pg_sleep(600)%' and state = 'active'`;
  while ((await column(sleeping)).length === 0);
  controller.abort();
  await expect(check).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(await column(`select 1 from pg_database where datname = '${names[0] ?? ''}'`)).toEqual([]);
});
