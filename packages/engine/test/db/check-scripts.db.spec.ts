import { TemporaryWorkspace } from '../support/workspace.js';
import { checkModule, checkShop, differences, found, items, shopOf } from '../support/checks.js';
import { failure } from '../support/errors.js';

const note = {
  name: 'note',
  requires: ['items'],
  deploy: 'alter table public.items add note text;',
  revert: 'alter table public.items drop column note;',
  verify: 'select note from public.items where false;',
};

describe('verify', () => {
  test('one that tests nothing is found, at its first statement', async () => {
    const result = await checkShop([items, { ...note, verify: '-- Verify note\n\nselect 1;' }]);
    expect(found(result)).toEqual(['VERIFY_PASSES_WITHOUT_CHANGE note']);
    expect(result.problems[0]?.place).toEqual({ file: 'modules/shop/verify/note.sql', line: 3 });
    expect(result.changes[1]?.steps).toMatchObject({ failsBefore: 'failed', verifies: 'passed', reverts: 'passed' });
  });

  test('a reason is an opt-out, and one that is not needed is a warning', async () => {
    const optOut = '-- pgpm: verify-always-passes nothing to look at\n';
    const waived = await checkShop([items, { ...note, verify: `${optOut}select 1;` }]);
    expect([waived.passed, found(waived), waived.changes[1]?.steps.failsBefore]).toEqual([true, [], 'waived']);
    const unneeded = await checkShop([items, { ...note, verify: optOut + note.verify }]);
    expect([unneeded.passed, found(unneeded)]).toEqual([true, ['VERIFY_OPT_OUT_UNNEEDED note']]);
  });

  test.each([
    ['without a reason', { verify: '-- pgpm: verify-always-passes\nselect 1;' }],
    ['in another script', { deploy: `-- pgpm: verify-always-passes because\n${note.deploy}` }],
  ])('an opt-out %s is an error', async (_name, scripts) => {
    expect(await failure(checkShop([items, { ...note, ...scripts }]))).toMatchObject({ code: 'INVALID_DIRECTIVE' });
  });

  test('one that fails on its own change is found', async () => {
    const result = await checkShop([items, { ...note, verify: 'select remark from public.items;' }]);
    expect(found(result)).toEqual(['VERIFICATION_FAILED note']);
    expect(result.problems[0]).toMatchObject({ place: { line: 1, column: 8 }, fields: { sqlState: '42703' } });
    expect(result.changes[1]?.steps).toMatchObject({ verifies: 'failed', reverts: 'passed', redeploys: 'passed' });
  });

  test.each([
    ['inserts', `insert into public.items (code) values ('x');`, ['rows of public.items']],
    ['updates', `update public.items set price = 1;`, ['rows of public.items']],
    ['deletes', 'delete from public.items;', ['rows of public.items']],
    ['creates', 'create view public.v as select 1 as one;', ['column public.v.one', 'view public.v']],
  ])('one that %s is found, and changes nothing', async (_name, statement, objects) => {
    const seed = {
      name: 'seed',
      requires: ['items'],
      deploy: `insert into public.items (code) values ('a'); ${note.deploy}`,
      revert: `${note.revert} delete from public.items; select setval('public.items_id_seq', 1, false);`,
      verify: `${note.verify} ${statement}`,
    };
    const result = await checkShop([items, seed]);
    expect(found(result)).toEqual(['VERIFY_WRITES seed']);
    expect(result.problems[0]).toMatchObject({ severity: 'error', fields: { objects } });
    expect(result.changes[1]?.steps).toMatchObject({ verifies: 'failed', reverts: 'passed', redeploys: 'passed' });
  });

  test('one that writes and rolls back itself is a warning', async () => {
    const verify = `begin; ${note.verify} delete from public.items; insert into public.items (code) values ('x'); rollback;`;
    const result = await checkShop([items, { ...note, verify }]);
    expect([result.passed, found(result)]).toEqual([true, ['VERIFY_WRITES note']]);
  });

  test('a probe that undoes what it does is fine, also when it uses up a sequence', async () => {
    const verify = `${note.verify}
      do $$ begin
        insert into public.items (code) values ('x');
        raise exception 'undo' using errcode = 'P0099';
      exception when sqlstate 'P0099' then null;
      end $$;`;
    expect(found(await checkShop([items, { ...note, verify }]))).toEqual([]);
  });

  test('a missing script is a finding of its change, and the others are proven', async () => {
    const workspace = new TemporaryWorkspace({
      shop: { plan: ['items'], scripts: { items: { deploy: items.deploy ?? '' } } },
    });
    const result = await checkModule(workspace, 'shop');
    workspace.remove();
    expect(found(result)).toEqual(['SCRIPT_MISSING items', 'SCRIPT_MISSING items']);
    expect(result.changes[0]?.steps).toMatchObject({ failsBefore: 'skipped', deploys: 'passed', reverts: 'skipped' });
  });
});

describe('deploy', () => {
  test('one that depends on a later change fails, and what needs it is not tried', async () => {
    const early = { ...note, name: 'early', requires: [], verify: 'select note from public.items;' };
    const after = {
      name: 'after',
      requires: ['early'],
      deploy: 'select 1;',
      revert: 'select 1;',
      verify: 'select 1 / 0;',
    };
    const result = await checkShop([early, after, items]);
    expect(found(result)).toEqual(['CHANGE_FAILED early']);
    expect(result.problems[0]).toMatchObject({
      place: { file: 'modules/shop/deploy/early.sql', line: 1 },
      fields: { operation: 'deploy', sqlState: '42P01' },
    });
    expect(result.changes.map(({ change, steps }) => `${change} ${steps.deploys} ${steps.reverts}`)).toEqual([
      'early failed skipped',
      'after skipped skipped',
      'items passed passed',
    ]);
    expect([result.whole, result.bundle]).toEqual(['skipped', 'skipped']);
  });

  test('one that makes something else the second time is found', async () => {
    const deploy = `do $$ begin
      execute format('alter table public.items alter code set default %L', clock_timestamp());
    end $$;`;
    const result = await checkShop([
      items,
      {
        name: 'clock',
        requires: ['items'],
        deploy,
        revert: 'alter table public.items alter code drop default;',
        verify: `select 1 / count(*) from pg_attrdef where adrelid = 'public.items'::regclass;`,
      },
    ]);
    expect(found(result)).toEqual(['REDEPLOY_DIFFERS clock', 'BUNDLE_DIFFERS -']);
    expect(result.changes[1]?.steps).toMatchObject({ reverts: 'passed', redeploys: 'failed' });
    expect(differences(result)).toEqual(
      Array(2).fill(expect.stringMatching(/^column public\.items\.code: 2\. code text default '/)),
    );
  });

  test('one that cannot be run a second time is found', async () => {
    const result = await checkShop([
      items,
      {
        name: 'once',
        requires: ['items'],
        deploy: `do $$ begin
          if nextval('public.items_id_seq') > 1 then raise exception 'again'; end if;
          create table public.once ();
        end $$;`,
        revert: 'drop table public.once;',
        verify: 'select from public.once;',
      },
    ]);
    // What the sequence gave away is missing after the revert, which is why the second deploy fails.
    expect(found(result)).toEqual(['REVERT_INEXACT once']);
  });
});

describe('revert', () => {
  test('one that fails is found, and the rest is still proven', async () => {
    const result = await checkShop([{ ...items, revert: '\ndrop table public.item;' }, note]);
    expect(found(result)).toEqual(['CHANGE_FAILED items']);
    expect(result.problems[0]).toMatchObject({
      place: { file: 'modules/shop/revert/items.sql', line: 2 },
      fields: { operation: 'revert', sqlState: '42P01' },
    });
    expect(result.changes[1]?.steps.reverts).toBe('passed');
    expect(result.whole).toBe('skipped');
  });

  test('one that cannot be is respected; what comes after it is proven together', async () => {
    const result = await checkShop([{ ...items, deploy: `-- pgpm: irreversible\n${items.deploy}` }, note]);
    expect([result.passed, result.whole, result.changes[0]?.steps.reverts]).toEqual([true, 'passed', 'waived']);
  });
});

describe('a script that cannot be parsed', () => {
  const broken = 'selec 1;';

  test.each([
    ['verify', { verify: broken }, ['VERIFICATION_FAILED note'], 'passed'],
    ['deploy', { deploy: broken }, ['CHANGE_FAILED note'], 'skipped'],
    ['revert', { revert: broken }, ['CHANGE_FAILED note'], 'failed'],
  ])('%s: is found at its place, and what follows is proven', async (kind, scripts, findings, reverts) => {
    const view = {
      name: 'view',
      requires: ['items'],
      deploy: 'create view public.v as select id from public.items;',
      revert: 'drop view public.v;',
      verify: 'select from public.v;',
    };
    const result = await checkShop([items, { ...note, ...scripts }, view]);
    expect(found(result)).toEqual(findings);
    expect(result.problems[0]?.place).toEqual({ file: `modules/shop/${kind}/note.sql`, line: 1, column: 1 });
    expect(result.changes.map(({ steps }) => steps.reverts)).toEqual(['passed', reverts, 'passed']);
  });
});

describe('all faults at once', () => {
  test('each is named with its change', async () => {
    const result = await checkShop([
      { ...items, verify: 'select 1;' },
      { ...note, revert: 'select 1;' },
      { name: 'bad', deploy: 'create table public.bad (x nope);', revert: '', verify: 'select from public.bad;' },
      {
        name: 'view',
        deploy: 'create view public.v as select 1 as one;',
        revert: 'drop view public.w;',
        verify: 'select from public.v;',
      },
    ]);
    expect(found(result)).toEqual([
      'VERIFY_PASSES_WITHOUT_CHANGE items',
      'REVERT_INEXACT note',
      'CHANGE_FAILED bad',
      'CHANGE_FAILED view',
    ]);
    expect(differences(result)).toEqual(['column public.items.note: - → 4. note text']);
  });
});

describe('the packaged module', () => {
  test('is compared: what a directive does is not part of it', async () => {
    const shared = {
      name: 'shared',
      deploy: 'create schema shop; grant create, usage on schema shop to pg_monitor;',
      revert: 'drop schema shop;',
      verify: `select 'shop'::regnamespace;`,
    };
    const table = {
      name: 'table',
      requires: ['shared'],
      deploy: '-- pgpm: role pg_monitor\ncreate table shop.t ();',
      revert: 'drop table shop.t;',
      verify: 'select from shop.t;',
    };
    const result = await checkShop([shared, table]);
    expect([found(result), result.bundle]).toEqual([['BUNDLE_DIFFERS -'], 'failed']);
    expect(differences(result)).toEqual(['table shop.t: create table shop.t | owner pg_monitor → create table shop.t']);
  });

  test('that cannot be loaded is found, with the change', async () => {
    const result = await checkShop([
      items,
      {
        name: 'role',
        deploy: `-- pgpm: role pg_monitor\ndo $$ begin if current_user <> 'pg_monitor' then raise exception 'who?'; end if; end $$;`,
        revert: '-- pgpm: irreversible',
        verify: '-- pgpm: verify-always-passes it makes nothing\nselect 1;',
      },
    ]);
    expect(found(result)).toEqual(['BUNDLE_FAILED role']);
    expect(result.problems[0]?.place).toEqual({ file: 'modules/shop/deploy/role.sql' });
  });

  test('requirements of other modules are there, and are not proven', async () => {
    const workspace = new TemporaryWorkspace({
      base: shopOf([{ ...items, verify: 'select 1;', revert: '' }]),
      shop: { ...shopOf([{ ...note, requires: ['base:items'] }]), requires: ['base'] },
    });
    const result = await checkModule(workspace, 'shop');
    expect([found(result), result.changes.length]).toEqual([[], 1]);
    expect(result.schema).toBe('-- column public.items.note\n4. note text\n');
    workspace.remove();
  });
});

test('only what comes after a tag is proven', async () => {
  const stamp = '2024-01-01T00:00:00Z dev <dev@example.test>';
  const shop = shopOf([{ ...items, verify: 'select 1;' }, note]);
  const [first = '', second = ''] = shop.plan;
  const workspace = new TemporaryWorkspace({ shop: { ...shop, plan: [first, `@v1 ${stamp}`, second] } });
  const result = await checkModule(workspace, 'shop', { from: '@v1' });
  expect([found(result), result.changes.map(({ change }) => change)]).toEqual([[], ['note']]);
  expect(result.schema).toContain('-- table public.items');
  expect(await failure(checkModule(workspace, 'shop', { from: '@v9' }))).toMatchObject({ code: 'TAG_NOT_FOUND' });
  workspace.remove();
});
