import type { Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { moduleFiles } from '../../../test/support/workspace.js';
import { changeGenerator } from './generator.js';
import type { Prompts } from './questions.js';
import type { ChangeGeneratorOptions } from './schema.js';

let tree: Tree;
beforeEach(() => {
  process.env['PGPM_FROZEN_TIME'] = '2026-02-03T04:05:06Z';
  tree = createTreeWithEmptyWorkspace();
  write({
    'pgpm.json': '{ "packages": ["libs/*"] }',
    ...moduleFiles({ folder: 'base', changes: { 'schemas/app/schema': [] } }),
  });
  write(moduleFiles({ folder: 'shop', requires: ['pgpm-base'], changes: {} }));
});
afterEach(() => {
  delete process.env['PGPM_FROZEN_TIME'];
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) tree.write(path, text);
}

type Given = Partial<ChangeGeneratorOptions>;

const generate = (options: Given, prompts?: Prompts): Promise<void> =>
  changeGenerator(
    tree,
    { kind: 'empty', name: 'x', project: 'shop', templates: 'tools/pgpm-templates', ...options },
    prompts,
  );

const text = (path: string): string => tree.read(path, 'utf8') ?? '';

test('a table: the plan, and three scripts with their headers', async () => {
  await generate({ kind: 'table', name: 'app.orders', description: 'who buys what', note: 'first' });
  expect(text('libs/shop/pgpm.plan')).toMatch(
    /\nschemas\/app\/tables\/orders\/table \[pgpm-base:schemas\/app\/schema\] 2026-02-03T04:05:06Z .* # first\n$/,
  );
  expect(text('libs/shop/deploy/schemas/app/tables/orders/table.sql'))
    .toBe(`-- Deploy pgpm-shop:schemas/app/tables/orders/table to pg
-- requires: pgpm-base:schemas/app/schema

create table app.orders (
  id bigint generated always as identity,
  created_at timestamptz not null default pg_catalog.now(),
  constraint orders_pkey primary key (id)
);

comment on table app.orders is 'who buys what';
`);
  expect(text('libs/shop/revert/schemas/app/tables/orders/table.sql')).toBe(
    '-- Revert pgpm-shop:schemas/app/tables/orders/table from pg\n\ndrop table app.orders;\n',
  );
  expect(text('libs/shop/verify/schemas/app/tables/orders/table.sql')).toContain(
    'select id, created_at from app.orders where false;',
  );
});

test('an extension is also required by the control file', async () => {
  await generate({ kind: 'extension', name: 'citext' });
  expect(text('libs/shop/pgpm-shop.control')).toContain(`requires = 'pgpm-base,citext'`);
});

test('a name that PostgreSQL would cut off is cut with its ending', async () => {
  const long = 'é'.repeat(31);
  await generate({ kind: 'table', name: `app.${long}` });
  expect(text(`libs/shop/deploy/schemas/app/tables/${long}/table.sql`)).toContain(
    `constraint "${'é'.repeat(29)}_pkey"`,
  );
});

test.each(['shop', 'pgpm-shop', '@app/shop', 'libs/shop', 'libs/shop/'])(
  'the module may be called %s',
  async (project) => {
    await generate({ project });
    expect(tree.exists('libs/shop/deploy/x.sql')).toBe(true);
  },
);

test('templates of the workspace go before those of the generator, one by one', async () => {
  tree.write(
    'tools/pgpm-templates/schema/deploy.sql.ejs',
    'create schema <%= object %>; -- <%= literal(names.schema) %>\n',
  );
  await generate({ kind: 'schema', name: `it's` });
  expect(text('libs/shop/deploy/schemas/it_s/schema.sql')).toMatch(/\n\ncreate schema "it's"; -- 'it''s'\n$/);
  expect(text('libs/shop/revert/schemas/it_s/schema.sql')).toMatch(/drop schema "it's";\n$/);
});

test('a template that cannot be filled is named with its line, and nothing is written', async () => {
  tree.write('mine/schema/deploy.sql.ejs', 'one\n<%= nonsense %>\n');
  const before = tree.listChanges().length;
  await expect(generate({ kind: 'schema', name: 'b', templates: 'mine' })).rejects.toThrow(
    /INVALID_TEMPLATE: mine\/schema\/deploy\.sql\.ejs: [^]*>> 2\|[^]*nonsense is not defined/,
  );
  expect(tree.listChanges()).toHaveLength(before);
});

test.each<[string, Given, RegExp]>([
  [
    'a part that is missing',
    { kind: 'table', name: 'orders' },
    /INVALID_NAME: "orders" is no name: it has 1 part, not 2\n {2}hint: write it as schema\.table/,
  ],
  ['an open quote', { kind: 'schema', name: '"a' }, /INVALID_NAME/],
  ['a name that is too long', { kind: 'schema', name: 'a'.repeat(64) }, /more than 63 bytes/],
  ['a line end in a name', { kind: 'schema', name: 'a\nb' }, /INVALID_NAME: "a\?b"/],
  ['a path that leads out', { kind: 'empty', name: '../../x' }, /INVALID_NAME/],
  ['a change name that leads out', { kind: 'schema', name: 'a', change: '../x' }, /INVALID_NAME/],
  ['templates outside', { kind: 'schema', name: 'a', templates: '../mine' }, /leads out of the workspace/],
  ['templates elsewhere', { kind: 'schema', name: 'a', templates: '/etc' }, /leads out of the workspace/],
  [
    'an option of another kind',
    { kind: 'schema', name: 'a', role: 'r', columns: ['c'] },
    /columns, role means nothing for the kind "schema"/,
  ],
  ['an index without columns', { kind: 'index', name: 'a.b.c' }, /needs columns\n {2}hint: add --columns/],
  ['a constraint of nothing', { kind: 'constraint', name: 'a.b.c' }, /add --columns, or --expression/],
  [
    'a constraint of both',
    { kind: 'constraint', name: 'a.b.c', columns: ['d'], expression: 'd > 0' },
    /columns or an expression/,
  ],
  [
    'a seed with half a row',
    { kind: 'seed', name: 'a.b.c', columns: ['d', 'e'], values: ['1'] },
    /whole rows of 2 columns/,
  ],
  ['a type that ends the statement', { kind: 'column', name: 'a.b.c', type: 'text; drop table x' }, /one piece of SQL/],
  ['a type that is none', { kind: 'column', name: 'a.b.c', type: 'bigserial' }, /is no type/],
  ['an expression with a comment', { kind: 'domain', name: 'a.b', expression: 'true) --' }, /one piece of SQL/],
  [
    'a privilege that is none',
    { kind: 'grant', name: 'a.b', role: 'r', privileges: ['all on schema x'] },
    /is no privilege on a table/,
  ],
  ['a label that is there twice', { kind: 'type', name: 'a.b', values: ['c', 'c'] }, /named twice/],
  ['a requirement that leads nowhere', { requires: ['nothing'] }, /DEPENDENCY_NOT_IN_PLAN/],
  ['a module that is none', { project: 'nothing' }, /MODULE_NOT_FOUND: "nothing" is no module\n.*there are base, shop/],
  ['no module where there are several', { project: undefined }, /MODULE_AMBIGUOUS/],
])('%s is refused, and nothing is written', async (_, options, message) => {
  const before = tree.listChanges().map(({ path, content }) => [path, content?.toString()]);
  await expect(generate(options)).rejects.toThrow(message);
  expect(tree.listChanges().map(({ path, content }) => [path, content?.toString()])).toEqual(before);
});

test('a change that is there is refused with its place', async () => {
  await generate({ name: 'x' });
  await expect(generate({ name: 'x' })).rejects.toThrow(/CHANGE_EXISTS[^]*libs\/shop\/pgpm\.plan/);
});

test('what the kind needs and nobody said is asked', async () => {
  const asked: string[] = [];
  const prompts: Prompts = {
    text: (message) => {
      asked.push(message);
      return Promise.resolve(message.includes('columns') ? 'name, email' : 'unexpected');
    },
    select: (message, choices) => {
      asked.push(`${message} ${choices.join(' ')}`);
      return Promise.resolve('shop');
    },
  };
  await generate({ kind: 'index', name: 'app.orders.i', project: undefined }, prompts);
  expect(asked).toEqual(['Which module? base shop', 'Which columns? (separated by commas)']);
  expect(text('libs/shop/deploy/schemas/app/tables/orders/indexes/i.sql')).toContain('on app.orders (name, email)');
});
