import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../errors/index.js';
import type { DeployedRequirement, RegistryState } from '../model/index.js';
import { checkComplete, type WhenIncomplete } from './incomplete.js';
import { readForeignCode } from './foreign-code.js';
import type { RegistryShape } from './server.js';
import { literal } from './literal.js';
import type { Session } from './session.js';

/** The version of `registry.sql`, kept in `x_meta`. */
export const schemaVersion = 2;

/** A change to record. `requires` are `module:change`. */
export interface NewChange {
  readonly module: string;
  readonly change: string;
  readonly hash: string;
  readonly requires: readonly string[];
  /** Its revert script, to be kept; absent when there is none or it is not to be kept. */
  readonly revert?: string | undefined;
}

/** Statements that create the registry, or what is missing of it, for the inside of a transaction. */
export function registryStatements(): string {
  const sql = readFileSync(join(__dirname, 'registry.sql'), 'utf8');
  return `set local search_path = pg_catalog, pg_temp;\n${sql}\n`;
}

/**
 * The same as a transaction.
 *
 * @param more - statements that belong to it.
 */
export function registrySql(more = ''): string {
  return `begin;\n${registryStatements()}${more}commit;\n`;
}

/** Creates the registry, or what is missing of it, in one transaction. */
export async function createRegistry(session: Session): Promise<void> {
  try {
    await session.execute(registrySql());
  } catch (error) {
    await session.execute('rollback');
    throw error;
  }
}

/**
 * What is deployed, and what is half done.
 *
 * @param modules - restricts the answer to these; absent for all.
 * @throws {EngineError} `TRACKING_VERSION_NEWER`; `TRACKING_SCHEMA_INCOMPLETE`; `INSUFFICIENT_PRIVILEGE` for a user who may not read the registry.
 */
export async function readState(
  session: Session,
  shape: RegistryShape,
  modules?: readonly string[],
  whenIncomplete: WhenIncomplete = 'refuse',
): Promise<RegistryState> {
  const nothing = { changes: [], statements: [] };
  if (!shape.exists) return nothing;
  if (!shape.isReadable) throw unreadable(session.user);
  await checkComplete(session, shape, whenIncomplete);
  if (shape.missing.includes('table changes')) return nothing;
  const version = shape.readable.has('x_meta')
    ? `(select value from pgpm_migrate.x_meta where key = 'schema_version')`
    : 'null';
  const statements = shape.readable.has('x_statements')
    ? `(select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
           'module', s.package, 'change', s.change_name, 'operation', s.operation, 'position', s.position,
           'hash', s.statement_hash, 'isFinished', s.finished_at is not null
         ) order by s.package, s.change_name, s.operation, s.position), '[]')
        from pgpm_migrate.x_statements as s
        where $1::text[] is null or s.package = any($1))`
    : `'[]'::json`;
  // One value instead of a row each: a driver takes rows apart ten times slower than JSON. Arrays, because the server takes a
  // quarter longer for objects.
  const [row] = await session.rows<StateRow>(
    `select ${version} as version, ${statements} as statements,
       coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(
         c.package, c.change_name, c.script_hash,
         coalesce(pg_catalog.to_char(c.deployed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           c.deployed_at::text, 'unknown')
       ) order by c.deployed_at, c.package, c.change_name), '[]') as changes
     from pgpm_migrate.changes as c
     where $1::text[] is null or c.package = any($1)`,
    [modules ?? null],
  );
  const found = row?.version ?? null;
  if (found !== null && Number(found) > schemaVersion) {
    const hint = 'use the engine version that made it, or a newer one';
    throw new EngineError('TRACKING_VERSION_NEWER', { found, known: String(schemaVersion) }, { hint });
  }
  const changes = row?.changes.map(([module, change, hash, deployedAt]) => ({ module, change, hash, deployedAt }));
  return { changes: changes ?? [], statements: row?.statements ?? [] };
}

interface StateRow extends Pick<RegistryState, 'statements'> {
  version: string | null;
  changes: readonly (readonly [module: string, change: string, hash: string, deployedAt: string])[];
}

function unreadable(user: string): EngineError {
  const hint =
    `let the owner of schema pgpm_migrate run: pgpm migrate init --grant-read ${user}; ` +
    'row-level security must not hide rows from whoever reads them';
  const privilege = 'the right to read schema pgpm_migrate';
  return new EngineError('INSUFFICIENT_PRIVILEGE', { privilege, user }, { hint });
}

/** What the deployed changes require, as recorded. */
export async function readRequirements(
  session: Session,
  shape: RegistryShape,
): Promise<readonly DeployedRequirement[]> {
  if (!shape.exists || shape.missing.includes('table dependencies')) return [];
  return session.rows<DeployedRequirement & Record<string, string>>(
    `select c.package as module, c.change_name as change, d.requires
     from pgpm_migrate.dependencies as d
     join pgpm_migrate.changes as c on c.change_id = d.change_id`,
  );
}

/** Revert scripts that the registry keeps: those of the asked changes that have one, as rows of `[module, change, text]`. */
export async function readKeptScripts(
  session: Session,
  shape: RegistryShape,
  changes: readonly { readonly module: string; readonly change: string }[],
): Promise<readonly (readonly [module: string, change: string, revert: string])[]> {
  if (changes.length === 0 || !shape.readable.has('x_scripts')) return [];
  const rows = await session.rows<{ module: string; change: string; revert: string }>(
    `select c.package as module, c.change_name as change, s.revert
     from unnest($1::text[], $2::text[]) as asked (module, change)
     join pgpm_migrate.changes as c on c.package = asked.module and c.change_name = asked.change
     join pgpm_migrate.x_scripts as s on s.change_id = c.change_id`,
    [changes.map(({ module }) => module), changes.map(({ change }) => change)],
  );
  return rows.map(({ module, change, revert }) => [module, change, revert]);
}

/**
 * Statements that record `changes` as deployed: one insert per table, whatever their number.
 *
 * @param after - the newest `deployed_at` so far: new rows come later, even when the server's clock went back.
 */
export function recordDeployed(changes: readonly NewChange[], after: string | undefined): string {
  const kept = changes.some(({ revert }) => revert !== undefined);
  const input = changes.map((change, place) => ({ place, ...change }));
  return `
    with input as (
      select * from json_to_recordset(${literal(JSON.stringify(input))})
        as r (place int, module text, change text, hash text, requires json, revert text)
    ), clock as (
      select greatest(clock_timestamp(), ${after === undefined ? 'null' : literal(after)}::timestamptz) as now
    ), registered as (
      insert into pgpm_migrate.packages (package)
      select module from input group by module order by min(place)
      on conflict (package) do nothing
    ), recorded as (
      insert into pgpm_migrate.changes (change_id, change_name, package, script_hash, deployed_at)
      select encode(sha256((module || change || hash)::bytea), 'hex'), change, module, hash,
        clock.now + (place + 1) * interval '1 microsecond'
      from input, clock
      order by place
    ), required as (
      insert into pgpm_migrate.dependencies (change_id, requires)
      select encode(sha256((module || change || hash)::bytea), 'hex'), json_array_elements_text(requires)
      from input
      order by place
    )${kept ? keptScripts : ''}
    insert into pgpm_migrate.events (event_type, change_name, package, occurred_at)
    select 'deploy', change, module, clock.now + (place + 1) * interval '1 microsecond'
    from input, clock
    order by place;
  `;
}

/** An old registry has no table for them: it is named only when there is something to keep. */
const keptScripts = `, kept as (
      insert into pgpm_migrate.x_scripts (change_id, revert)
      select encode(sha256((module || change || hash)::bytea), 'hex'), revert
      from input
      where revert is not null
    )`;

/** Statements that remove `changes`, in this order, and record it. */
export function recordReverted(changes: readonly { readonly module: string; readonly change: string }[]): string {
  const input = changes.map(({ module, change }, place) => ({ place, module, change }));
  return `
    with input as (
      select * from json_to_recordset(${literal(JSON.stringify(input))})
        as r (place int, module text, change text)
    ), removed as (
      delete from pgpm_migrate.changes as c using input
      where c.package = input.module and c.change_name = input.change
    )
    insert into pgpm_migrate.events (event_type, change_name, package, occurred_at)
    select 'revert', change, module, clock_timestamp() + (place + 1) * interval '1 microsecond'
    from input
    order by place;
  `;
}

/** A failed attempt, for the history of the database. */
export interface FailureEvent {
  readonly type: 'deploy' | 'revert' | 'verify';
  readonly module: string;
  readonly change: string;
  readonly message: string;
  /** SQLSTATE, or `VERIFICATION_FAILED`. */
  readonly code: string;
}

/**
 * Records failures. Who may not write to the registry (a read-only role that verifies) records nothing, nor does who would run
 * somebody else's code by it.
 */
export async function recordFailures(session: Session, failures: readonly FailureEvent[]): Promise<void> {
  if (failures.length === 0) return;
  const [allowed] = await session.rows<{ yes: boolean }>(
    `select pg_catalog.has_table_privilege('pgpm_migrate.events', 'INSERT')
       and not pg_catalog.pg_is_in_recovery()
       and pg_catalog.current_setting('transaction_read_only') = 'off' as yes`,
  );
  if (allowed?.yes !== true) return;
  if ((await readForeignCode(session)).objects.length > 0) return;
  await session.rows(
    `insert into pgpm_migrate.events (event_type, change_name, package, error_message, error_code)
     select r.type, r.change, r.module, r.message, r.code
     from pg_catalog.json_to_recordset($1) as r (type text, change text, module text, message text, code text)`,
    [JSON.stringify(failures)],
  );
}
