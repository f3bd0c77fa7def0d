import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createScratchDatabase, type ScratchDatabase } from './support/database.js';
import { pgpm } from './support/pgpm.js';
import { shop } from './support/shop.js';
import { pgpmAtTerminal } from './support/terminal.js';
import { TemporaryWorkspace } from './support/workspace.js';

const child = join(__dirname, 'support/prompt-child.cjs');

/** A process of its own: the prompt library is an ES module, which jest cannot load. */
function ask(...question: readonly unknown[]): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, [child, JSON.stringify(question)], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

const interrupted = false;

test.each([
  ['y', true],
  ['n', false],
  ['\r', false],
])('a question answered with %j is %s', (keys, answer) => {
  expect(ask('confirm', keys, true)).toEqual({ interrupted, answer });
});

test.each([
  ['what was typed', 'books\r', { answer: 'books' }],
  ['its preset', '\r', { answer: 'preset' }],
])('a text is %s', (_, keys, answer) => expect(ask('text', keys, true, 'preset')).toEqual({ interrupted, ...answer }));

test.each(['confirm', 'text'])('Ctrl-C in a %s is Ctrl-C', (kind) => {
  expect(ask(kind, '\u0003', true)).toEqual({ interrupted: true, code: 'CANCELLED' });
});

test('without a terminal nobody is asked', () => {
  expect([ask('confirm', 'y', false), ask('text', 'x\r', false)]).toEqual([
    { interrupted, answer: false },
    { interrupted },
  ]);
});

describe('at a terminal, a revert', () => {
  let workspace: TemporaryWorkspace;
  let database: ScratchDatabase;
  beforeAll(async () => {
    workspace = new TemporaryWorkspace(shop);
    database = await createScratchDatabase();
  });
  afterAll(async () => {
    workspace.remove();
    await database.teardown();
  });

  const tables = (): Promise<readonly unknown[]> =>
    database.column(`select tablename from pg_tables where schemaname = 'public' order by 1`);

  test.each([
    ['n', 1, ['books', 'people', 'sales_orders']],
    ['\u0003', 130, ['books', 'people', 'sales_orders']],
    ['y', 0, ['people']],
  ])('that is answered with %j ends with %i', async (keys, exitCode, left) => {
    const place = { cwd: workspace.root, env: { DATABASE_URL: database.url } };
    expect((await pgpm(['deploy'], place)).status).toBe(0);
    const typed = { when: 'revert these changes of ', keys };
    const { status, output } = await pgpmAtTerminal('revert --package shop', { ...place, typed });
    expect([status, output]).toEqual([exitCode, expect.stringContaining('- shop:sales/orders')]);
    expect(await tables()).toEqual(left);
    expect(output).not.toContain(database.password);
  });
});
