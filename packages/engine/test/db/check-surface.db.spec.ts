import { createScratchDatabase, findDatabase } from '@pgpm/postgres';
import { Client } from 'pg';
import { checkModule, checkShop, type ChangeText } from '../support/checks.js';
import { TemporaryWorkspace } from '../support/workspace.js';

const table = {
  name: 'table',
  deploy: 'create table public.items (id bigint primary key, name text);',
  revert: 'drop table public.items;',
  verify: 'select id, name from public.items where false;',
};
const rows = {
  name: 'rows',
  requires: ['table'],
  deploy: `insert into public.items values (1, 'one'), (2, 'two');`,
  revert: 'delete from public.items where id in (1, 2);',
  verify: 'select 1 / count(*) from public.items;',
};
const answer = {
  name: 'answer',
  deploy: `create function public.answer() returns int language sql return 42;`,
  revert: 'drop function public.answer();',
  verify: `select 'public.answer()'::regprocedure;`,
};
const shop: readonly ChangeText[] = [table, rows, answer];

/** The changes, one of them with other scripts. */
function edited(name: string, scripts: Partial<ChangeText>): readonly ChangeText[] {
  return shop.map((change) => (change.name === name ? { ...change, ...scripts } : change));
}

async function surfaceOf(changes: readonly ChangeText[], thorough = false): Promise<string> {
  const { surface, problems } = await checkShop(changes, { thorough });
  expect(problems).toEqual([]);
  return surface;
}

let surface: string;
beforeAll(async () => {
  surface = await surfaceOf(shop);
});

test('the same scripts have the same surface, in whichever way they are proven', async () => {
  expect(surface).toMatch(/^[0-9a-f]{64}$/);
  expect(await surfaceOf(shop)).toBe(surface);
  expect(await surfaceOf(shop, true)).toBe(surface);
});

test.each<[string, readonly ChangeText[]]>([
  ['a comment', edited('table', { deploy: `-- all there is\n${table.deploy}` })],
  ['another verify script', edited('table', { verify: 'select name from public.items where false;' })],
  ['another revert script', edited('rows', { revert: 'delete from public.items where id < 3;' })],
  [
    'a table in two steps',
    edited('table', {
      deploy: 'create table public.items (id bigint primary key); alter table public.items add name text;',
    }),
  ],
  ['rows in another order', edited('rows', { deploy: `insert into public.items values (2, 'two'), (1, 'one');` })],
  ['changes in another order', [answer, table, rows]],
])('%s leaves it as it is', async (_, changes) => {
  expect(await surfaceOf(changes)).toBe(surface);
});

test.each<[string, readonly ChangeText[]]>([
  ['the body of a function', edited('answer', { deploy: answer.deploy.replace('42', '43') })],
  ['a row', edited('rows', { deploy: rows.deploy.replace('two', 'zwei') })],
  ['one more column', edited('table', { deploy: table.deploy.replace('text)', `text, note text default '')`) })],
  [
    'a comment on an object',
    edited('answer', { deploy: `${answer.deploy} comment on function public.answer() is 'x';` }),
  ],
  ['a privilege', edited('table', { deploy: `${table.deploy} grant select on public.items to pg_monitor;` })],
  [
    'a privilege on what belongs to the server',
    edited('table', {
      deploy: `${table.deploy} revoke execute on function pg_catalog.pg_sleep(float8) from public;`,
      revert: `${table.revert} grant execute on function pg_catalog.pg_sleep(float8) to public;`,
    }),
  ],
])('%s changes it', async (_, changes) => {
  expect(await surfaceOf(changes)).not.toBe(surface);
});

test('what a module requires shows through it', async () => {
  const scripts = (body: number) => ({
    deploy: `create function public.base() returns int language sql return ${String(body)};`,
    revert: 'drop function public.base();',
    verify: `select 'public.base()'::regprocedure;`,
  });
  const surfaces: string[] = [];
  for (const body of [1, 2]) {
    const workspace = new TemporaryWorkspace({
      base: { plan: ['base'], scripts: { base: scripts(body) } },
      shop: {
        requires: ['base'],
        plan: ['answer [base:base]'],
        scripts: { answer },
      },
    });
    surfaces.push((await checkModule(workspace, 'shop')).surface);
    workspace.remove();
  }
  expect(surfaces[0]).not.toBe(surfaces[1]);
});

test('scripts stand for rows that cannot be read', async () => {
  const server = await findDatabase({ cwd: __dirname, cluster: 'test' });
  const admin = new Client(server.config);
  await admin.connect();
  await admin.query(`create role shop_reader_7d login createdb password 'x'`);
  try {
    const config = { ...server.config, user: 'shop_reader_7d', password: 'x' };
    const scratch = () => createScratchDatabase({ ...server, config }, 'shop');
    const hidden = async (note: string, force: string): Promise<string> => {
      const deploy = `${table.deploy} insert into public.items values (1, 'one'); -- ${note}
        alter table public.items enable row level security, ${force};`;
      return (await checkShop([{ ...table, deploy }], { scratch })).surface;
    };
    const readable = 'no force row level security';
    const unreadable = 'force row level security';
    expect(await hidden('a', readable)).toBe(await hidden('b', readable));
    expect(await hidden('a', unreadable)).not.toBe(await hidden('b', unreadable));
  } finally {
    await admin.query('drop role shop_reader_7d');
    await admin.end();
  }
});
