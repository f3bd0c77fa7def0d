import { setTimeout } from 'node:timers/promises';
import { deploy, openWorkspace, revert, status } from '../../src/index.js';
import { ClientProcess } from './client.js';
import type { TestDatabase } from './database.js';
import type { ModuleFiles } from './workspace.js';

const changes = 30;
/** A change in the middle that runs without a transaction, with a row and an index of its own. */
const loose = 15;
const looseRow = 1000;
const whole = [...Array(changes).keys(), looseRow];

/** Each script leaves one row, or takes it away, and takes a moment. */
function scriptsOf(number: number): { readonly deploy: string; readonly revert: string } {
  const insert = `insert into public.entries values (${number}); select pg_sleep(0.004);\n`;
  const remove = `delete from public.entries where n = ${number}; select pg_sleep(0.004);\n`;
  if (number === 0) {
    return { deploy: `create table public.entries (n int);\n${insert}`, revert: 'drop table public.entries;\n' };
  }
  if (number !== loose) return { deploy: insert, revert: remove };
  const directive = '-- pgpm: no-transaction\n\n';
  return {
    deploy: `${directive}${insert}create index concurrently entries_n on public.entries (n);
insert into public.entries values (${looseRow});\n`,
    revert: `${directive}delete from public.entries where n = ${looseRow};
drop index concurrently public.entries_n;\n${remove}`,
  };
}

export const slowModule: ModuleFiles = {
  plan: Array.from({ length: changes }, (_, n) => (n === 0 ? 'c0' : `c${n} [c${n - 1}]`)),
  scripts: Object.fromEntries(Array.from({ length: changes }, (_, n) => [`c${n}`, scriptsOf(n)])),
};

/** What is killed, and when: so many progress events after its begin, and so many milliseconds after that. */
export interface Moment {
  readonly command: 'deploy' | 'revert';
  readonly tx: 'module' | 'change';
  readonly events: number;
  readonly ms: number;
}

/** Where a client was killed. */
export interface Kill extends Moment {
  /** How many changes were deployed then. */
  readonly deployed: number;
  /** A script without a transaction was half done. */
  readonly isPartial: boolean;
}

/**
 * Runs a command in a process of its own, kills it at a moment, looks, and runs the command again.
 *
 * @throws when something was lost, recorded and not done, done and not recorded, or done twice.
 */
export async function killAndGoOn(database: TestDatabase, root: string, moment: Moment): Promise<Kill> {
  const { command } = moment;
  const options = { workspace: openWorkspace(root), targets: 'all', database: database.config } as const;
  if (command === 'revert') await deploy(options);
  await startAndKill(database, root, moment);
  await untilServerIsDone(database);

  const { modules } = await status(options);
  const [{ deployed, partial } = { deployed: [], partial: [] }] = modules;
  const names = deployed.map(({ change }) => Number(change.slice(1)));
  compare('what is recorded is the begin of the plan', names, whole.slice(0, names.length));
  const isHalfway = partial.length > 0 || names.length === loose;
  const isOfHalf = (n: number): boolean => n === looseRow || (isHalfway && n === loose);
  const done = (await entries(database)).filter((n) => !isOfHalf(n));
  compare(
    'what is recorded is done once, and nothing else',
    done,
    names.filter((n) => !isOfHalf(n)),
  );
  await compareRecords(database, names);

  await dropInvalidIndex(database);
  if (command === 'revert') await revert({ ...options, all: true, tx: moment.tx });
  else await deploy(options);
  const rest = command === 'revert' ? [] : whole;
  compare('a second run does the rest', await entries(database), rest);
  await compareRecords(database, rest.slice(0, changes));
  const { clean, modules: after } = await status(options);
  if (clean !== (command === 'deploy') || after.some((module) => module.partial.length > 0)) {
    throw new Error('the second run left something');
  }
  return { ...moment, deployed: names.length, isPartial: partial.length > 0 };
}

async function startAndKill(database: TestDatabase, root: string, { command, tx, events, ms }: Moment): Promise<void> {
  const client = new ClientProcess(command, root, database.config, tx);
  await client.reached(events);
  await Promise.race([setTimeout(ms), client.ended]);
  await client.kill();
  if (client.errors !== '') throw new Error(client.errors);
}

/** The server notices that a client is gone when it answers. Then it gives back the lock. */
async function untilServerIsDone({ client }: TestDatabase): Promise<void> {
  const keys = `1885827181, hashtext('pgpm_migrate')`;
  await client.query(`select pg_advisory_lock(${keys})`);
  await client.query(`select pg_advisory_unlock(${keys})`);
}

/**
 * The registry is whole or not there; it has what belongs to each deployed change, and every other one is as often
 * reverted as deployed.
 */
async function compareRecords(database: TestDatabase, deployed: readonly number[]): Promise<void> {
  const [tables] = await database.column(`select count(*)::int from pg_tables where schemaname = 'pgpm_migrate'`);
  if (tables === 0 && deployed.length === 0) return;
  compare('the registry is whole', [Number(tables)], [8]);
  const rows = await database.rows(`
    select n,
      (select count(*) from pgpm_migrate.changes where change_name = 'c' || n)::int as changes,
      (select coalesce(sum(case event_type when 'deploy' then 1 else -1 end), 0)
       from pgpm_migrate.events where change_name = 'c' || n)::int as events,
      (select count(*) from pgpm_migrate.dependencies join pgpm_migrate.changes using (change_id)
       where change_name = 'c' || n and requires = 'slow:c' || n - 1)::int as requirements,
      (select count(*) from pgpm_migrate.x_scripts join pgpm_migrate.changes using (change_id)
       where change_name = 'c' || n)::int as scripts
    from generate_series(0, ${changes - 1}) as n`);
  for (const { n, ...counts } of rows) {
    const one = deployed.includes(Number(n)) ? 1 : 0;
    const expected = { changes: one, events: one, requirements: n === 0 ? 0 : one, scripts: one };
    compare(`the records of c${String(n)}`, Object.values(counts).map(Number), Object.values(expected));
  }
}

/** A concurrent build that was cut off leaves an index that a person has to drop; the engine names it. */
async function dropInvalidIndex(database: TestDatabase): Promise<void> {
  const [invalid] = await database.column(
    `select exists(select from pg_index where indexrelid = to_regclass('public.entries_n') and not indisvalid)`,
  );
  if (invalid === true) await database.client.query('drop index public.entries_n');
}

async function entries(database: TestDatabase): Promise<readonly number[]> {
  const [exists] = await database.column(`select to_regclass('public.entries') is not null`);
  if (exists !== true) return [];
  return (await database.column('select n from public.entries order by 1')).map(Number);
}

function compare(what: string, found: readonly number[], expected: readonly number[]): void {
  const [a, b] = [found, expected].map((list) => list.join(' '));
  if (a !== b) throw new Error(`${what}: found ${a ?? ''}, expected ${b ?? ''}`);
}
