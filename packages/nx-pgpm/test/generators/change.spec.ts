import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, deploy, openWorkspace, verify } from '@pgpm/engine';
import { createScratchDatabase as scratchDatabase, findDatabase } from '@pgpm/postgres';
import { changeGenerator } from '../../src/generators/change/generator.js';
import type { ChangeGeneratorOptions } from '../../src/generators/change/schema.js';
import { identifier } from '../../src/generators/change/sql-text.js';
import { createScratchDatabase } from '../support/database.js';
import { generatorWorkspace, type GeneratorWorkspace } from '../support/real-tree.js';
import { moduleFiles } from '../support/workspace.js';

type Given = Pick<ChangeGeneratorOptions, 'name' | 'kind'> & Partial<ChangeGeneratorOptions>;

let workspace: GeneratorWorkspace;
beforeEach(() => {
  workspace = generatorWorkspace({
    'pgpm.json': '{ "packages": ["libs/*"] }',
    ...moduleFiles({ folder: 'shop', changes: {} }),
  });
});
afterEach(() => workspace.remove());

async function generate(...all: readonly Given[]): Promise<void> {
  await workspace.generate(async (tree) => {
    for (const options of all)
      await changeGenerator(tree, { templates: 'tools/pgpm-templates', ...options }, undefined);
  });
}

async function prove(module: string) {
  const server = await findDatabase({ cwd: workspace.root, env: process.env, cluster: 'test' });
  return check({
    workspace: openWorkspace(workspace.root),
    target: module,
    scratch: () => scratchDatabase(server, module),
  });
}

/** In an order that a person could have chosen: each builds on what stands above it. */
const all: readonly Given[] = [
  { kind: 'extension', name: 'citext' },
  { kind: 'schema', name: 'app', description: "the shop's own" },
  { kind: 'type', name: 'app.status', values: ['draft', "that's it", 'done'], description: 'of an order' },
  { kind: 'domain', name: 'app.email', type: 'citext', expression: "value ~ '@'" },
  { kind: 'domain', name: 'app.title', description: 'any text' },
  { kind: 'table', name: 'app.customers', description: 'who buys' },
  { kind: 'table', name: 'app.orders' },
  { kind: 'column', name: 'app.customers.email', type: 'app.email', description: 'where they are reached' },
  { kind: 'column', name: 'app.customers.name' },
  { kind: 'column', name: 'app.orders.customer_id', type: 'bigint' },
  { kind: 'column', name: 'app.orders.total', type: 'numeric(10, 2)' },
  { kind: 'index', name: 'app.orders.orders_customer_id_idx', columns: ['customer_id'] },
  { kind: 'index', name: 'app.customers.customers_name_email_idx', columns: ['name', 'email'], unique: true },
  { kind: 'constraint', name: 'app.customers.customers_email_key', columns: ['email'] },
  { kind: 'constraint', name: 'app.orders.orders_total_check', expression: 'total >= 0' },
  {
    kind: 'constraint',
    name: 'app.orders.orders_customer_id_fkey',
    columns: ['customer_id'],
    references: 'app.customers',
  },
  { kind: 'view', name: 'app.buyers', table: 'app.customers', description: 'all of them' },
  { kind: 'function', name: 'app.greeting', description: 'a kind word' },
  { kind: 'function', name: 'app.nothing', type: 'void' },
  { kind: 'function', name: 'app.touch', type: 'trigger' },
  { kind: 'trigger', name: 'app.orders.touch', function: 'app.touch' },
  { kind: 'policy', name: 'app.orders.own', role: 'pg_monitor' },
  { kind: 'policy', name: 'app.orders.all', expression: 'total is not null' },
  { kind: 'grant', name: 'app', role: 'pg_monitor' },
  { kind: 'grant', name: 'app.orders', role: 'pg_monitor', privileges: ['SELECT', 'update'] },
  { kind: 'grant', name: 'app.buyers', role: 'public' },
  { kind: 'grant', name: 'app.greeting', role: 'pg_monitor', privileges: ['execute'] },
  {
    kind: 'seed',
    name: 'app.customers.first',
    columns: ['id', 'name', 'email'],
    values: ['1', "O'Hara", 'o@x', '2', 'Bo', 'b@x'],
  },
  { kind: 'empty', name: 'notes/for_later' },
];

test('a change of each kind can be deployed, verified and proven as it is', async () => {
  await generate(...all);
  expect(new Set(all.map(({ kind }) => kind)).size).toBe(15);
  const database = await createScratchDatabase();
  try {
    const options = {
      workspace: openWorkspace(workspace.root),
      targets: ['shop'],
      database: { connectionString: database.url },
    };
    expect((await deploy(options)).changes).toHaveLength(all.length);
    // A script that ends without a row, or with false, proves nothing.
    expect((await verify({ ...options, strict: true, requireAll: true })).changes).toHaveLength(all.length);
    expect(await database.column('select name from app.customers order by name')).toEqual(['Bo', "O'Hara"]);
  } finally {
    await database.drop();
  }
  const result = await prove('shop');
  expect(result.problems.map((problem) => `${problem.code} ${problem.change ?? ''} ${problem.message}`)).toEqual([]);
  expect(result).toMatchObject({ passed: true, bundle: 'passed' });
});

test('the plan names what each change builds on', async () => {
  await generate(...all);
  const plan = readFileSync(join(workspace.root, 'libs/shop/pgpm.plan'), 'utf8');
  const lines = [...plan.matchAll(/^([^%\s]+)(?: \[(.*?)\])? \d{4}-/gm)].map(
    ([, name, requires]) => `${name} <- ${requires ?? ''}`,
  );
  expect(lines).toMatchInlineSnapshot(`
    [
      "extensions/citext <- ",
      "schemas/app/schema <- ",
      "schemas/app/types/status <- schemas/app/schema",
      "schemas/app/domains/email <- schemas/app/schema",
      "schemas/app/domains/title <- schemas/app/schema",
      "schemas/app/tables/customers/table <- schemas/app/schema",
      "schemas/app/tables/orders/table <- schemas/app/schema",
      "schemas/app/tables/customers/columns/email <- schemas/app/domains/email schemas/app/tables/customers/table",
      "schemas/app/tables/customers/columns/name <- schemas/app/tables/customers/table",
      "schemas/app/tables/orders/columns/customer_id <- schemas/app/tables/orders/table",
      "schemas/app/tables/orders/columns/total <- schemas/app/tables/orders/table",
      "schemas/app/tables/orders/indexes/orders_customer_id_idx <- schemas/app/tables/orders/table",
      "schemas/app/tables/customers/indexes/customers_name_email_idx <- schemas/app/tables/customers/table",
      "schemas/app/tables/customers/constraints/customers_email_key <- schemas/app/tables/customers/table",
      "schemas/app/tables/orders/constraints/orders_total_check <- schemas/app/tables/orders/table",
      "schemas/app/tables/orders/constraints/orders_customer_id_fkey <- schemas/app/tables/customers/table schemas/app/tables/orders/table",
      "schemas/app/views/buyers <- schemas/app/schema schemas/app/tables/customers/table",
      "schemas/app/procedures/greeting <- schemas/app/schema",
      "schemas/app/procedures/nothing <- schemas/app/schema",
      "schemas/app/procedures/touch <- schemas/app/schema",
      "schemas/app/tables/orders/triggers/touch <- schemas/app/tables/orders/table schemas/app/procedures/touch",
      "schemas/app/tables/orders/policies/own <- schemas/app/tables/orders/table",
      "schemas/app/tables/orders/policies/all <- schemas/app/tables/orders/table",
      "schemas/app/grants/grant_usage_to_pg_monitor <- schemas/app/schema",
      "schemas/app/tables/orders/grants/grant_select_update_to_pg_monitor <- schemas/app/tables/orders/table",
      "schemas/app/tables/buyers/grants/grant_select_to_public <- schemas/app/views/buyers",
      "schemas/app/procedures/greeting/grants/grant_execute_to_pg_monitor <- schemas/app/procedures/greeting",
      "schemas/app/tables/customers/fixtures/first <- schemas/app/tables/customers/table",
      "notes/for_later <- ",
    ]
  `);
});

test('names that need quotes, and names that attack, become nothing but names', async () => {
  const evil = `x"; drop table app."customers"; --`;
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
  const schema = quoted(`My "App"; drop schema public cascade; --`);
  const table = `${schema}.${quoted(`order's $$ ../../../etc/passwd`)}`;
  await generate(
    { kind: 'schema', name: schema, description: `'); drop schema public; --` },
    { kind: 'table', name: table },
    { kind: 'table', name: `${schema}.select` },
    { kind: 'column', name: `${table}.${quoted(evil)}` },
    { kind: 'column', name: `${table}.User` },
    { kind: 'index', name: `${table}.${quoted('%s%I')}`, columns: [evil, 'User'] },
    { kind: 'constraint', name: `${table}.table`, columns: [evil] },
    { kind: 'view', name: `${schema}.${quoted('$body1$ $$')}`, table },
    { kind: 'function', name: `${schema}.between`, type: 'trigger' },
    { kind: 'trigger', name: `${table}.${quoted(`'`)}`, function: `${schema}.between` },
    { kind: 'policy', name: `${table}.${quoted('ä b')}`, role: 'pg_monitor' },
    { kind: 'type', name: `${schema}.enum`, values: [`'`, '$$', '"; --'] },
    { kind: 'seed', name: `${table}.1`, columns: ['id', evil], values: ['1', `'); drop schema public; --`] },
    { kind: 'grant', name: table, role: 'pg_monitor' },
  );
  const result = await prove('shop');
  expect(result.problems.map((problem) => `${problem.code} ${problem.change ?? ''} ${problem.message}`)).toEqual([]);
  expect(result.passed).toBe(true);
  const files = execFileSync('git', ['status', '--porcelain', '-uall', '-z'], {
    cwd: workspace.root,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter((line) => line.endsWith('.sql'))) {
    expect(file).toMatch(/^\?\? libs\/shop\/(?:deploy|revert|verify)\/schemas\/[\w/ä-]+\.sql$/);
  }
});

test('the server quotes the same key words', async () => {
  const database = await createScratchDatabase();
  try {
    const words = (await database.column('select word from pg_get_keywords() order by 1')).map(String);
    const quoted = await database.client.query<{ quoted: string }>(
      'select quote_ident(w) as quoted from unnest($1::text[]) as w',
      [words],
    );
    // Other versions of the server have other words; ours are those of all.
    const unquoted = words.filter((word, place) => quoted.rows[place]?.quoted !== word && identifier(word) === word);
    expect(unquoted).toEqual([]);
    expect(identifier('id')).toBe('id');
  } finally {
    await database.drop();
  }
});

test('what the tour of the README generates is proven', async () => {
  const readme = readFileSync(join(__dirname, '../../../../README.md'), 'utf8');
  const [, name = '', rest = ''] = /^npx nx g nx-pgpm:change (\S+) (--.*)$/m.exec(readme) ?? [];
  const options = new Map(
    [...rest.matchAll(/--(\w+)=(?:"([^"]*)"|(\S+))/g)].map(([, key = '', quoted, plain = '']) => [
      key,
      quoted ?? plain,
    ]),
  );
  expect([...options.keys()].sort()).toEqual(['expression', 'kind', 'project', 'type']);
  await generate({
    name,
    kind: 'domain',
    type: options.get('type'),
    expression: options.get('expression'),
    project: 'shop',
  });
  expect([name, options.get('kind')]).toEqual(['public.slug', 'domain']);
  expect(await prove('pgpm-shop')).toMatchObject({
    passed: true,
    changes: [{ change: 'schemas/public/domains/slug' }],
  });
});
