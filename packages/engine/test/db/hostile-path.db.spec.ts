import {
  baseline,
  dependenciesOf,
  examineDatabase,
  listChanges,
  openWorkspace,
  previewRevert,
  readHistory,
  rehash,
  repair,
  revert,
  status,
  upgradeRegistry,
  verify,
} from '../../src/index.js';
import { Session } from '../../src/store/index.js';
import { Harness } from '../support/harness.js';
import { table } from '../support/workspace.js';

const harness = new Harness();

/** Whoever owns a database can put operators of their own before those of the server, which then work for whoever connects. */
const operands = ['text, text', 'name, name', 'name, text', 'int4, int4', 'int8, int8', 'oid, oid', '"char", "char"'];
const symbols = ['=', '<>', '>=', '||', '+', '-', '&', '&&'];
const hostile = operands.flatMap((types, place) => {
  const [left = '', right = ''] = types.split(', ');
  return [
    `create function evil.f${place}(${types}) returns bool language plpgsql as $$ begin raise 'an operator of somebody else'; end $$;`,
    ...symbols.map(
      (symbol) => `create operator evil.${symbol} (function = evil.f${place}, leftarg = ${left}, rightarg = ${right});`,
    ),
  ];
});

beforeEach(async () => {
  await harness.database.client.query(`
    create schema evil; ${hostile.join('\n')}
    alter database ${harness.database.name} set search_path = evil, pg_catalog, public;`);
});

test('operators that hide those of the server get nothing to do, whatever the command', async () => {
  const workspace = harness.workspace({
    m: { plan: ['a', 'b'], scripts: { a: table('a'), b: table('b') } },
    n: { plan: ['c [m:a]'], requires: ['m'], scripts: { c: table('c') } },
  });
  const database = harness.database.config;
  const options = { workspace: openWorkspace(workspace.root), targets: ['m', 'n'], database };
  await harness.deploy(workspace, { targets: ['m'] });
  expect((await harness.deploy(workspace, { targets: ['n'], tx: 'change' })).changes).toHaveLength(1);
  expect((await harness.deploy(workspace, { targets: ['n'] })).changes).toEqual([]);
  expect((await status(options)).clean).toBe(true);
  expect((await verify(options)).changes).toHaveLength(3);
  await listChanges(options);
  await readHistory({ ...options, limit: 9 });
  await dependenciesOf({ workspace: options.workspace, target: 'm:a', database });
  await examineDatabase({ ...options });
  await rehash(options);
  await repair(options);
  await upgradeRegistry({ database });
  expect((await previewRevert(options)).objects.length).toBeGreaterThan(0);
  expect((await revert(options)).changes).toHaveLength(3);
  expect((await baseline(options)).changes).toHaveLength(3);
});

test('a question leaves the path of an open transaction as it is', async () => {
  const session = await Session.open(harness.database.config);
  try {
    await session.execute('begin; set local search_path = public');
    expect(await session.rows('select $1::text as a, current_schema() as b', ['$2'])).toEqual([
      { a: '$2', b: 'pg_catalog' },
    ]);
    await session.execute('create table here (); commit');
  } finally {
    await session.close();
  }
  expect(await harness.tables()).toEqual(['here']);
});
