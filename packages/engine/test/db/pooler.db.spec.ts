import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { TransactionPooler } from '../support/pooler.js';
import { runFile } from '../support/psql.js';
import { table } from '../support/workspace.js';

const harness = new Harness();
let pooler: TransactionPooler;
beforeEach(async () => {
  pooler = await TransactionPooler.start(harness.database.config);
});
// Before the harness drops the database.
afterEach(() => pooler.stop());

describe('behind a pooler that swaps sessions', () => {
  test('the lock is refused before it is taken: it would stay with whoever comes next', async () => {
    const database = pooler.through(harness.database.config);
    const workspace = harness.workspace({ m: { plan: ['a'], scripts: { a: table('a') } } });
    expect(await failure(harness.deploy(workspace, { database }))).toMatchObject({ code: 'LOCK_UNSUPPORTED' });
    expect(await harness.database.column(`select pid from pg_locks where locktype = 'advisory'`)).toEqual([]);
    await harness.deploy(workspace, { database, lock: false });
    expect(await harness.changes()).toEqual(['m:a']);
  });

  test('a file for psql leaves no lock with whoever comes next', async () => {
    const pieces: string[] = [];
    const workspace = harness.workspace({ m: { plan: ['a', 'b'], scripts: { a: table('a'), b: table('b') } } });
    await harness.deploy(workspace, { tx: 'change', planOut: (sql) => pieces.push(sql) });
    const run = await runFile(pooler.through(harness.database.config), pieces.join(''));
    expect(run).toEqual({ isDone: true, message: '' });
    expect(await harness.database.column(`select pid from pg_locks where locktype = 'advisory'`)).toEqual([]);
  });

  test('an interrupt cancels the statement that is running', async () => {
    const controller = new AbortController();
    const workspace = harness.workspace({ m: { plan: ['a'], scripts: { a: { deploy: 'select pg_sleep(60);' } } } });
    const run = harness.deploy(workspace, {
      database: pooler.through(harness.database.config),
      lock: false,
      signal: controller.signal,
    });
    const isAsleep = `select count(*)::int from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
    while ((await harness.database.column(isAsleep))[0] === 0);
    controller.abort();
    expect(await failure(run)).toMatchObject({ code: 'CANCELLED' });
  });
});
