import { openWorkspace, verify } from '../../src/index.js';
import { renderError } from '../../src/report/index.js';
import { CuttingProxy } from '../support/cutting-proxy.js';
import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { table } from '../support/workspace.js';

const harness = new Harness();
const plan = ['a', 'b', 'c'];

const noTransaction = { ...table('b'), deploy: '-- pgpm: no-transaction\ncreate table public.b ();\n' };

/** What a deploy says whose connection ends while the server answers to `trigger`. */
async function loseAt(trigger: string, tx: 'module' | 'change', b = table('b')) {
  const proxy = await CuttingProxy.start(harness.database.config, trigger);
  try {
    const workspace = harness.workspace({ m: { plan, scripts: { a: table('a'), b, c: table('c') } } });
    const database = proxy.through(harness.database.config);
    const error = await failure(harness.deploy(workspace, { database, tx, lock: false }));
    expect(error.code).toBe('CONNECTION_LOST');
    return error;
  } finally {
    await proxy.stop();
  }
}

describe('a connection that is lost after the server has committed', () => {
  test('leaves open what has become of the changes, and says so', async () => {
    const error = await loseAt('create table public.c', 'module');
    const unknown = ['m:a', 'm:b', 'm:c'];
    expect(error.fields).toMatchObject({ state: { kept: [], rolledBack: [], unknown } });
    expect(renderError(error)).toContain('not known: m:a, m:b, m:c');
    expect(renderError(error)).not.toContain('rolled back:');
    expect(await harness.changes()).toEqual(unknown);
  });

  test('the same with a transaction per change', async () => {
    const error = await loseAt('create table public.c', 'change');
    expect(error.fields).toMatchObject({ state: { kept: [], rolledBack: [], unknown: ['m:a', 'm:b', 'm:c'] } });
  });

  test('keeps what was committed before, when it was the record of a script without a transaction', async () => {
    const error = await loseAt('delete from pgpm_migrate.x_statements', 'module', noTransaction);
    expect(error.fields).toMatchObject({ state: { kept: ['m:a'], unknown: ['m:b'] } });
    expect(await harness.changes()).toEqual(['m:a', 'm:b']);
  });

  test('keeps everything, when it was the note that the run has ended', async () => {
    const error = await loseAt(`set state = E'done'`, 'module');
    expect(error.fields).toMatchObject({ state: { kept: ['m:a', 'm:b', 'm:c'], rolledBack: [] } });
    expect(renderError(error)).not.toContain('rolled back:');
  });
});

describe('a server that ends the connection, and says so', () => {
  const end = 'select pg_terminate_backend(pg_backend_pid()); select pg_sleep(600);';
  /** What the trigger does is done at the commit. */
  const endAtCommit = `
    create function public.end_session() returns trigger language plpgsql as $$ begin
      perform pg_terminate_backend(pg_backend_pid());
      perform pg_sleep(600);
    end $$;
    create constraint trigger ends after insert on public.a deferrable initially deferred
      for each row execute function public.end_session();
    insert into public.a default values;`;
  const deployOf = (b: string, tx: 'run' | 'module' | 'change') =>
    failure(
      harness.deploy(harness.workspace({ m: { plan, scripts: { a: table('a'), b: { deploy: b }, c: table('c') } } }), {
        tx,
      }),
    );

  test.each([
    ['run', { kept: [], rolledBack: ['m:a'] }],
    ['module', { kept: [], rolledBack: ['m:a'] }],
    ['change', { kept: ['m:a'], rolledBack: [] }],
  ] as const)('in a script, with a transaction per %s', async (tx, state) => {
    const error = await deployOf(end, tx);
    expect(error).toMatchObject({ code: 'CONNECTION_LOST', change: 'b', fields: { state } });
    expect(error.fields).toMatchObject({ reason: 'terminating connection due to administrator command' });
    expect(error.fields).not.toHaveProperty('state.unknown');
  });

  test('in a script without a transaction', async () => {
    expect(await deployOf(`-- pgpm: no-transaction\n\nselect 1; ${end}`, 'module')).toMatchObject({
      code: 'CONNECTION_LOST',
      change: 'b',
      fields: { state: { kept: ['m:a'], partial: { executed: 1, total: 3 } } },
    });
  });

  test.each([
    ['run', { kept: [], unknown: ['m:a', 'm:b', 'm:c'] }],
    ['module', { kept: [], unknown: ['m:a', 'm:b', 'm:c'] }],
    ['change', { kept: ['m:a'], unknown: ['m:b'] }],
  ] as const)('at the commit of a transaction per %s', async (tx, state) => {
    expect(await deployOf(endAtCommit, tx)).toMatchObject({ code: 'CONNECTION_LOST', fields: { state } });
  });

  test('in the note that the run has ended', async () => {
    await harness.deploy(harness.workspace({ n: { plan: ['n'], scripts: { n: table('n') } } }));
    await harness.database.client.query(`
      create function public.end_session() returns trigger language plpgsql as $$ begin
        if new.state = 'done' then perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(600); end if;
        return new;
      end $$;
      create trigger ends before update on pgpm_migrate.x_runs for each row execute function public.end_session();`);
    expect(await deployOf('', 'module')).toMatchObject({
      code: 'CONNECTION_LOST',
      fields: { state: { kept: ['m:a', 'm:b', 'm:c'], rolledBack: [] } },
    });
  });

  test('in a verify script', async () => {
    const workspace = harness.workspace({ m: { plan: ['a'], scripts: { a: { ...table('a'), verify: end } } } });
    await harness.deploy(workspace);
    const options = { workspace: openWorkspace(workspace.root), targets: ['m'], database: harness.database.config };
    expect(await failure(verify(options))).toMatchObject({ code: 'CONNECTION_LOST', change: 'a' });
  });
});
