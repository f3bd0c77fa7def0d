import { throwProblems } from '../../errors/index.js';
import {
  isDatabaseError,
  ownTables,
  readState,
  registrySql,
  schemaVersion,
  type RegistryShape,
  type Session,
} from '../../store/index.js';
import { nothingElse, withLockedSession } from '../open.js';
import type { DatabaseOptions } from '../options.js';
import { foreignCode, rememberRun } from '../write.js';

export interface UpgradeRegistryOptions extends DatabaseOptions {
  /** Tell what is to do, but change nothing. Default: `false`. */
  readonly dryRun?: boolean | undefined;
}

export interface UpgradeRegistryResult {
  readonly operation: 'upgrade';
  readonly dryRun: boolean;
  /** The database has a registry; one without needs `initRegistry`, or a deploy. */
  readonly exists: boolean;
  /** What was done, or is to do. Empty when the registry is up to date. */
  readonly actions: readonly string[];
  readonly summary: string;
}

/**
 * Brings a registry that another tool or an older engine made to what this engine knows: tables of its own, missing parts
 * of a half-made schema, no constraint that lets a module hold each text only once. What is recorded stays.
 *
 * @throws {EngineError} `TRACKING_VERSION_NEWER`; `INSUFFICIENT_PRIVILEGE` for a user who does not own the schema.
 */
export async function upgradeRegistry(options: UpgradeRegistryOptions): Promise<UpgradeRegistryResult> {
  const onEvent = options.onEvent ?? ((): void => undefined);
  const { dryRun = false } = options;
  const lock = options.lock !== false && !dryRun;
  return withLockedSession({ ...options, lock }, onEvent, nothingElse, async ({ session, server }) => {
    const { registry } = server;
    await readState(session, registry, undefined, 'accept');
    const actions = registry.exists ? [...partsToAdd(registry), ...(await versionToSet(session, registry))] : [];
    if (actions.length > 0 && !dryRun) {
      throwProblems(await foreignCode(server, session));
      await upgrade(session, registry, lock);
    }
    const done = `${dryRun ? 'would ' : ''}${actions.join(', ')}`;
    const nothing = registry.exists ? 'the registry is up to date' : 'there is no registry yet';
    const summary = actions.length === 0 ? nothing : done;
    return { operation: 'upgrade', dryRun, exists: registry.exists, actions, summary };
  });
}

function partsToAdd(registry: RegistryShape): readonly string[] {
  return [
    ...registry.missing.map((part) => `add ${part}`),
    ...ownTables.filter((name) => !registry.own.has(name)).map((name) => `add table ${name}`),
    ...(registry.hasUniqueHash ? ['drop constraint changes_package_script_hash_key'] : []),
  ];
}

async function versionToSet(session: Session, registry: RegistryShape): Promise<readonly string[]> {
  if (!registry.readable.has('x_meta')) return [];
  const [row] = await session.rows<{ value: string }>(
    `select value from pgpm_migrate.x_meta where key = 'schema_version'`,
  );
  return row?.value === String(schemaVersion) ? [] : [`set the version to ${schemaVersion}`];
}

async function upgrade(session: Session, registry: RegistryShape, isAlone: boolean): Promise<void> {
  const dropped = 'alter table pgpm_migrate.changes drop constraint if exists changes_package_script_hash_key;\n';
  try {
    await session.execute(registrySql(dropped));
  } catch (error) {
    if (isDatabaseError(error)) await session.execute('rollback');
    throw error;
  }
  const own = { ...registry, writable: new Set(ownTables) };
  const run = { operation: 'upgrade', modules: [], isAlone } as const;
  await rememberRun(session, own, run, '', () => 0, nothingElse);
}
