import { sortModules } from '../../resolve/index.js';
import { readInvalidIndexes } from '../../store/write.js';
import { findHolder, ownTables, readState, type Session } from '../../store/index.js';
import { readAvailable, readHealth, readRunning, type ServerHealth } from '../../store/inspect.js';
import type { Module, RegistryState, Workspace } from '../../model/index.js';
import { quoteIdentifier } from '../extensions.js';
import { nothingElse, withSession, type OpenRun } from '../open.js';
import type { DatabaseOptions } from '../options.js';
import { counted } from '../words.js';
import { cannotWrite } from '../write.js';

/** One thing that was looked at. */
export interface Examined {
  readonly name: string;
  /** `failed`: a deploy cannot succeed. */
  readonly state: 'ok' | 'warning' | 'failed';
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

export interface ExamineOptions extends Pick<DatabaseOptions, 'database' | 'signal'> {
  readonly workspace: Workspace;
  /** Whose extensions the server has to have. Default: all modules of the workspace. */
  readonly modules?: readonly Module[] | undefined;
}

/**
 * Looks at all of a database that decides whether modules can be deployed there. Takes no lock and changes nothing.
 *
 * @throws {EngineError} what keeps it from looking: `CONNECTION_FAILED`, `DATABASE_MISSING`, `SERVER_TOO_OLD`,
 * `TRACKING_VERSION_NEWER`.
 */
export async function examineDatabase(options: ExamineOptions): Promise<readonly Examined[]> {
  const { workspace, modules = [...workspace.modules.values()], database, signal } = options;
  return withSession({ database, signal }, nothingElse, async (open) => {
    const { session, server } = open;
    const health = await readHealth(session, server.version);
    const isReadable = !server.registry.exists || server.registry.isReadable;
    const state = isReadable
      ? await readState(session, server.registry, undefined, 'accept')
      : { changes: [], statements: [] };
    return [
      { name: 'server', state: 'ok', message: `PostgreSQL ${health.version}` },
      examineRights(open, health),
      examineLocale(session, health),
      examineSession(health),
      await examineRegistry(open, state),
      await examineExtensions(open, health, sortModules(workspace.modules, modules).extensions),
      await examineLeftovers(open, state),
    ];
  });
}

function examineRights({ session, server }: OpenRun, { isReadOnly }: ServerHealth): Examined {
  const name = 'privileges';
  if (isReadOnly) {
    const hint = 'connect to the primary server, or set default_transaction_read_only to off';
    return { name, state: 'failed', message: 'nothing can be written here: a standby, or read-only by default', hint };
  }
  if (server.canCreate) return { name, state: 'ok', message: `${server.user} may create schemas` };
  const hint = `let the owner run: grant create on database ${quoteIdentifier(session.database)} to ${quoteIdentifier(server.user)}`;
  const message = `${server.user} may not create schemas in ${session.database}`;
  // Where there is a registry, it depends on what is still to be deployed.
  return { name, state: server.registry.exists ? 'warning' : 'failed', message, hint };
}

function examineLocale(session: Session, health: ServerHealth): Examined {
  const name = 'locale';
  const { encoding, collation, collationVersion, actualCollationVersion } = health;
  const message = `${encoding}, ${collation}`;
  if (encoding !== 'UTF8') {
    const hint = "scripts are sent as UTF-8; make databases with: encoding 'UTF8' template template0";
    return { name, state: 'warning', message, hint };
  }
  if (collationVersion === null || actualCollationVersion === null || collationVersion === actualCollationVersion) {
    return { name, state: 'ok', message };
  }
  const database = quoteIdentifier(session.database);
  return {
    name,
    state: 'warning',
    message: `${message}; its collation was ${collationVersion} and is ${actualCollationVersion} now`,
    hint: `indexes on text may be out of order: reindex database ${database}, then alter database ${database} refresh collation version`,
  };
}

function examineSession({ keepsSession }: ServerHealth): Examined {
  const name = 'session';
  if (keepsSession) return { name, state: 'ok', message: 'the connection keeps its session' };
  const hint = 'connect past the pooler, or in session mode; --no-lock goes without the lock';
  return { name, state: 'failed', message: 'a pooler swaps sessions, so that the lock of a run is lost', hint };
}

async function examineRegistry({ session, server }: OpenRun, { changes }: RegistryState): Promise<Examined> {
  const name = 'registry';
  const { registry } = server;
  if (!registry.exists) return { name, state: 'ok', message: 'there is none yet; the first deploy makes it' };
  if (!registry.isReadable) {
    const hint = `let its owner run: pgpm migrate init --grant-read ${session.user}`;
    return { name, state: 'failed', message: `${session.user} may not read it`, hint };
  }
  const hint = 'run: pgpm migrate upgrade';
  if (registry.missing.length > 0) {
    return { name, state: 'failed', message: `it lacks ${registry.missing.join(', ')}`, hint };
  }
  if (registry.hasUniqueHash || ownTables.some((table) => !registry.own.has(table))) {
    return { name, state: 'warning', message: 'it was made by another tool or an older version', hint };
  }
  const [refusal] = server.isReadOnly ? [] : await cannotWrite(server, session);
  if (refusal !== undefined) return { name, state: 'failed', message: refusal.message, hint: refusal.hint };
  return { name, state: 'ok', message: `${counted(changes.length, 'change')} deployed` };
}

async function examineExtensions(
  { session, server }: OpenRun,
  { isSuperuser }: ServerHealth,
  needed: ReadonlyMap<string, readonly string[]>,
): Promise<Examined> {
  const name = 'extensions';
  const wanted = [...needed.keys()].filter((extension) => !Object.hasOwn(server.extensions, extension));
  const available = await readAvailable(session, wanted);
  const missing = wanted.filter((extension) => !available.has(extension));
  if (missing.length > 0) {
    const message = `the server has no ${missing.map((one) => `${one} (${needed.get(one)?.join(', ')})`).join(', ')}`;
    return {
      name,
      state: 'failed',
      message,
      hint: 'install their packages on the server, or correct the control files',
    };
  }
  const forbidden = wanted.filter((extension) => !isSuperuser && available.get(extension)?.isTrusted !== true);
  if (forbidden.length > 0) {
    const hint = `let a superuser run: ${forbidden.map((one) => `create extension ${quoteIdentifier(one)}`).join('; ')}`;
    return { name, state: 'failed', message: `${server.user} may not install ${forbidden.join(', ')}`, hint };
  }
  return { name, state: 'ok', message: needed.size === 0 ? 'none are needed' : [...needed.keys()].join(', ') };
}

async function examineLeftovers({ session, server }: OpenRun, { statements }: RegistryState): Promise<Examined> {
  const name = 'leftovers';
  const holder = await findHolder(session);
  if (holder !== undefined) {
    const { application, pid, since } = holder;
    return { name, state: 'ok', message: `a run is at work: ${application} (pid ${pid}), since ${since}` };
  }
  const runs = await readRunning(session, server.registry);
  const scripts = new Set(statements.map(({ module, change, operation }) => `${operation} of ${module}:${change}`));
  const indexes = await readInvalidIndexes(session);
  const found = [
    ...(runs.length === 0 ? [] : [`${counted(runs.length, 'run')} never ended`]),
    ...[...scripts].map((script) => `${script} stopped half way`),
    ...[...indexes.keys()].map((index) => `index ${index} is invalid`),
  ];
  if (found.length === 0) return { name, state: 'ok', message: 'none' };
  const hints = [
    ...(runs.length + scripts.size === 0 ? [] : ['see pgpm migrate repair --dry-run']),
    ...(indexes.size === 0 ? [] : ['drop invalid indexes and build them again, or reindex them concurrently']),
  ];
  return { name, state: 'warning', message: found.join('; '), hint: hints.join('; ') };
}
