import { Client } from 'pg';
import { openWorkspace, revert, status, type EngineError } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { table, type Scripts, type TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();
const header = '-- pgpm: no-transaction\n\n';
const path = 'modules/m/deploy/steps.sql';

/** A module with a table, a change without a transaction, and one behind it. */
const workspaceWith = (...statements: readonly string[]): TemporaryWorkspace => {
  const steps: Scripts = { deploy: header + statements.join('\n'), revert: 'select 1;' };
  const scripts = {
    log: { ...table('log'), deploy: 'create table public.log (entry text);' },
    steps,
    after: table('after'),
  };
  return harness.workspace({ m: { plan: ['log', 'steps [log]', 'after'], scripts } });
};
const edit = (workspace: TemporaryWorkspace, ...statements: readonly string[]): void =>
  workspace.write(path, header + statements.join('\n'));
const log = (entry: string): string => `insert into public.log values ('${entry}');`;
const entries = (): Promise<readonly unknown[]> => harness.database.column('select entry from public.log');
const notes = (): Promise<readonly unknown[]> =>
  harness.database.column(
    `select position || case when finished_at is null then ' begun' else '' end from pgpm_migrate.x_statements order by 1`,
  );
const options = (workspace: TemporaryWorkspace) => ({
  workspace: openWorkspace(workspace.root),
  targets: ['m'],
  database: harness.database.config,
});
const partialOf = ({ fields }: EngineError): unknown =>
  'state' in fields && typeof fields.state === 'object' ? fields.state.partial : undefined;

/** Resolves when the query gives a row with a true first column. */
async function until(sql: string): Promise<void> {
  while ((await harness.database.column(sql))[0] !== true) await new Promise((resolve) => setImmediate(resolve));
}

test('a failed script goes on where it stopped, once the failing statement is corrected', async () => {
  const workspace = workspaceWith(
    log('one'),
    'create index concurrently i on public.log (entry);',
    'select 1/0;',
    log('two'),
  );
  const error = await failure(harness.deploy(workspace));
  expect(error).toMatchObject({ code: 'CHANGE_FAILED', change: 'steps', place: { line: 5, column: 1 } });
  expect(partialOf(error)).toEqual({ executed: 2, total: 4, invalidIndexes: [] });
  expect(await notes()).toEqual(['0', '1']);
  expect((await status(options(workspace))).modules).toMatchObject([
    { partial: [{ change: 'steps', operation: 'deploy', executed: 2 }], pending: ['steps', 'after'] },
  ]);

  edit(workspace, log('one'), 'create index concurrently i on public.log (entry);', log('corrected'), log('two'));
  const { changes } = await harness.deploy(workspace);
  expect(changes.map(({ name }) => name)).toEqual(['steps', 'after']);
  expect(await entries()).toEqual(['one', 'corrected', 'two']);
  expect(await notes()).toEqual([]);
  expect((await status(options(workspace))).clean).toBe(true);
});

test.each([
  ['edited', [log('ONE'), log('two')]],
  ['moved', [log('two'), log('one')]],
  ['removed', []],
])('a script whose executed statements were %s is refused', async (_name, statements) => {
  const workspace = workspaceWith(log('one'), 'select 1/0;');
  await failure(harness.deploy(workspace));
  edit(workspace, ...statements);
  expect(await failure(harness.deploy(workspace))).toMatchObject({
    code: 'PARTIAL_RUN',
    change: 'steps',
    place: { file: path },
    fields: { change: 'm:steps', operation: 'deploy', executed: 1, reason: 'edited' },
  });
  expect(await entries()).toEqual(['one']);
});

test('a script that lost its directive half way is refused, too', async () => {
  const workspace = workspaceWith(log('one'), 'select 1/0;');
  await failure(harness.deploy(workspace));
  workspace.write(path, log('one'));
  expect(await failure(harness.deploy(workspace))).toMatchObject({ code: 'PARTIAL_RUN', fields: { reason: 'edited' } });
});

test('an index that a failed build left unusable is named, and has to go first', async () => {
  const build = 'create unique index concurrently log_key on public.log (entry);';
  const workspace = workspaceWith(log('same'), log('same'), build);
  for (const sqlState of ['23505', '42P07']) {
    const error = await failure(harness.deploy(workspace));
    expect(error).toMatchObject({ code: 'CHANGE_FAILED', place: { line: 5 }, fields: { sqlState } });
    expect(error.hint).toContain('drop index concurrently public.log_key');
    expect(partialOf(error)).toEqual({ executed: 2, total: 3, invalidIndexes: ['public.log_key'] });
  }
  await harness.database.client.query('drop index public.log_key');
  await harness.database.client.query('delete from public.log where ctid = (select max(ctid) from public.log)');
  await harness.deploy(workspace);
  expect(
    await harness.database.column(`select indisvalid from pg_index where indexrelid = 'log_key'::regclass`),
  ).toEqual([true]);
});

describe('a statement during which the connection was lost', () => {
  const build = 'create index concurrently i on public.log (entry);';

  /** Deploys until a statement waits for what `blocking` holds, and ends its session there. */
  async function interrupt(workspace: TemporaryWorkspace, blocking: string): Promise<void> {
    await harness.deploy(workspace, { to: 'log', targets: ['m'] });
    const other = new Client(harness.database.config);
    await other.connect();
    await other.query(`begin; ${blocking}`);
    const deployed = failure(harness.deploy(workspace));
    const waiting = `from pg_stat_activity where wait_event_type = 'Lock'
      and datname = current_database()`;
    await until(`select exists(select ${waiting})`);
    await harness.database.client.query(`select pg_terminate_backend(pid) ${waiting}`);
    await other.end();
    await deployed;
    await until(
      `select not exists(select from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database())`,
    );
    expect((await notes()).at(-1)).toMatch(/begun$/);
  }

  /** A concurrent build waits for transactions that may still write to the table. */
  const writing = `insert into public.log select 'open' where false`;

  test('is run again when it has not run', async () => {
    const workspace = workspaceWith(log('one'), build, log('two'));
    await interrupt(workspace, writing);
    await harness.database.client.query('drop index if exists public.i');
    await harness.deploy(workspace);
    expect(await entries()).toEqual(['one', 'two']);
  });

  test('counts as done when what it makes is there', async () => {
    const workspace = workspaceWith(build, log('one'));
    await interrupt(workspace, writing);
    await harness.database.client.query('drop index if exists public.i');
    await harness.database.client.query(build);
    await harness.deploy(workspace);
    expect(await entries()).toEqual(['one']);
    expect(await notes()).toEqual([]);
  });

  test('that may have committed anything is for a person to judge', async () => {
    const workspace = workspaceWith(log('one'), `do $$ begin lock table public.log; commit; end $$;`);
    await interrupt(workspace, 'lock table public.log in share update exclusive mode');
    expect(await notes()).toEqual(['0', '1 begun']);
    expect(await failure(harness.deploy(workspace))).toMatchObject({
      code: 'PARTIAL_RUN',
      place: { file: path, line: 4 },
      fields: { executed: 1, total: 2, reason: 'interrupted' },
    });
  });
});

test('a transaction of the script itself is done or not', async () => {
  const workspace = workspaceWith(log('one'), 'begin;', log('two'), 'select 1/0;', 'commit;', log('three'));
  const error = await failure(harness.deploy(workspace));
  expect(error).toMatchObject({ place: { line: 6 } });
  expect(await entries()).toEqual(['one']);
  expect(await notes()).toEqual(['0']);
  edit(workspace, log('one'), 'begin;', log('two'), 'commit;', log('three'));
  await harness.deploy(workspace);
  expect(await entries()).toEqual(['one', 'two', 'three']);
});

test('settings of statements that have run are made again for the rest', async () => {
  const workspace = workspaceWith(`set work_mem = '7MB';`, 'select 1/0;');
  await failure(harness.deploy(workspace));
  edit(workspace, `set work_mem = '7MB';`, `insert into public.log select current_setting('work_mem');`);
  await harness.deploy(workspace);
  expect(await entries()).toEqual(['7MB']);
});

test('notes are written as the user, whatever role the script has', async () => {
  const workspace = workspaceWith();
  const role = '-- pgpm: role pg_monitor\n';
  await harness.deploy(workspace, { to: 'log', targets: ['m'] });
  await harness.database.client.query('grant insert on public.log to pg_monitor');
  const who = 'insert into public.log select current_user;';
  workspace.write(path, `${role}${header}${who}\nset role pg_read_all_data;\nselect 1;\nreset role;\n${who}\nvacuum;`);
  await harness.deploy(workspace);
  const [user] = await harness.database.column('select current_user');
  expect(await entries()).toEqual(['pg_monitor', user]);
});

test('a registry without room for notes works, with a warning', async () => {
  const workspace = workspaceWith(log('one'));
  await harness.deploy(workspace, { to: 'log', targets: ['m'] });
  await harness.database.client.query(
    'drop table pgpm_migrate.x_statements, pgpm_migrate.x_scripts, pgpm_migrate.x_runs, pgpm_migrate.x_meta',
  );
  expect((await harness.deploy(workspace)).warnings).toMatchObject([
    { code: 'TRACKING_SCHEMA_OUTDATED', change: 'steps' },
  ]);
  expect(await harness.changes()).toEqual(['m:log', 'm:steps', 'm:after']);
});

test('a revert goes on where it stopped', async () => {
  const workspace = workspaceWith('create index concurrently i on public.log (entry);');
  const revertPath = 'modules/m/revert/steps.sql';
  workspace.write(revertPath, `${header}${log('gone')}\nselect 1/0;\ndrop index concurrently public.i;`);
  await harness.deploy(workspace);
  const back = () => revert({ ...options(workspace), to: 'log', tx: 'module' });
  expect(await failure(back())).toMatchObject({ code: 'CHANGE_FAILED', place: { file: revertPath, line: 4 } });
  expect(await harness.changes()).toEqual(['m:log', 'm:steps']);
  workspace.write(revertPath, `${header}${log('gone')}\ndrop index concurrently public.i;`);
  await back();
  expect(await entries()).toEqual(['gone']);
  expect(await harness.changes()).toEqual(['m:log']);
  expect(await notes()).toEqual([]);
});
