import type { Workspace } from '@pgpm/engine';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../cli/failures.js';
import { chooseVersion, type VersionConflict } from './choose.js';
import { collectModules, you, type FetchedModule, type FetchedVersions, type Wish } from './fetched.js';
import { refuseBroken } from './broken.js';
import { integrityOf } from './integrity.js';
import { lockFile, parseLock, readLockText, type Lock, type LockEntry } from './lock.js';
import { readManifest } from './manifest.js';
import { fetchPackages } from './package-manager.js';
import { checkUnedited, placeModule, refuseOutside } from './place.js';
import { isManaged, isOwn, placeOf, presentVersion } from './places.js';
import type { Recorded } from './recorded.js';
import type { Specifier } from './specifier.js';
import { compareVersions } from './versions.js';

export interface InstallOptions {
  readonly workspace: Workspace;
  /** What is asked for. */
  readonly specifiers: readonly Specifier[];
  /** What comes back into its place, without being asked for. Default: none. */
  readonly missing?: readonly Specifier[] | undefined;
  /** What is recorded, without the records that will be written. */
  readonly recorded: readonly Recorded[];
  /** The lockfile as it was read. */
  readonly lockText: string | undefined;
  /** Replace modules that were edited, or that nobody has recorded. */
  readonly force: boolean;
  /** Leave what is in place in the same or a newer version, even when it was asked for. Default: `false`. */
  readonly onlyNewer?: boolean | undefined;
  /** Fetch and decide, but replace nothing. Default: `false`. */
  readonly dryRun?: boolean | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** A module in its place. */
export interface InstalledModule {
  readonly npmName: string;
  readonly version: string;
  readonly module: string;
  /** Relative to the root, with `/`. */
  readonly path: string;
}

export interface Installed {
  /** What is in its place now, or would be. */
  readonly modules: readonly InstalledModule[];
  /** In place already. */
  readonly kept: readonly InstalledModule[];
  /** Not installed, because the workspace has modules of these names, at these paths. */
  readonly hidden: readonly InstalledModule[];
  readonly conflicts: readonly VersionConflict[];
  /** The new content of the lockfile. */
  readonly lock: Lock;
  /** The lockfile as it was when all of this was decided. */
  readonly lockText: string | undefined;
}

/**
 * Fetches modules with all that they depend on, and copies them into the folder for modules from npm. Everything is
 * fetched and checked before the first one is replaced.
 *
 * @throws {CliError} `MODULE_VERSION_CONFLICT`, `NOT_A_MODULE_PACKAGE`, `INTEGRITY_MISMATCH`; {EngineError} `MODULE_DUPLICATE`, `FILE_CHANGED`,
 * `PATH_OUTSIDE_WORKSPACE`. With each of them nothing was changed.
 */
export async function installModules(options: InstallOptions): Promise<Installed> {
  const { workspace, specifiers, missing = [], lockText, dryRun = false, env, signal } = options;
  const lock = parseLock(lockText);
  await refuseOutside(workspace.root, workspace.config.extensionsDir);
  const folder = mkdtempSync(join(tmpdir(), 'pgpm-install-'));
  try {
    const wanted = [...missing, ...specifiers].map((specifier) => [specifier.npmName, specifier.wanted] as const);
    await fetchPackages({ folder, root: workspace.root, dependencies: Object.fromEntries(wanted), env, signal });
    const found = collectModules(folder, npmNames(specifiers), npmNames(missing));
    const hidden = found.flatMap(({ versions }) => findHiding(versions, workspace, lock));
    const hiddenNames = new Set(npmNames(hidden));
    const visible = found.filter(({ npmName }) => !hiddenNames.has(npmName));
    const { fetched, staying, conflicts } = decide(visible, options, lock);
    await refuseDuplicates([...fetched, ...staying], workspace);
    await refuseBroken(fetched);
    for (const { path } of fetched) await refuseOutside(workspace.root, path);
    const { placed, equal } = compareFiles(fetched, options, lock);
    const decided = {
      modules: placed.map(describe),
      kept: [...staying, ...equal.map(describe)],
      hidden,
      conflicts,
      lockText,
    };
    if (dryRun) return { ...decided, lock };
    if (signal.aborted) throw new CliError('CANCELLED', {});
    await refuseChangedLock(workspace.root, lockText);
    const entries = [...placed, ...equal].map((one) => [one.npmName, entryOf(one, options, lock)] as const);
    for (const module of placed) placeModule(module, join(workspace.root, module.path));
    return { ...decided, lock: { ...lock, ...Object.fromEntries(entries) } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function npmNames(all: readonly { readonly npmName: string }[]): readonly string[] {
  return all.map(({ npmName }) => npmName);
}

/** The module that is used instead: one of the workspace itself, or one that the package manager looks after. */
function findHiding(versions: readonly FetchedModule[], { modules }: Workspace, lock: Lock) {
  for (const { npmName, version, module } of versions) {
    const other = modules.get(module);
    if (other === undefined || !(isOwn(other, lock) || isManaged(other))) continue;
    return [{ npmName, version, module, path: other.path }];
  }
  return [];
}

/** A fetched module, where it goes, and its digest. */
type Placed = FetchedModule & { readonly path: string; readonly integrity: string };

interface Decision {
  readonly fetched: readonly Placed[];
  /** They stay as they are. */
  readonly staying: readonly InstalledModule[];
  readonly conflicts: readonly VersionConflict[];
}

function decide(found: readonly FetchedVersions[], options: InstallOptions, lock: Lock): Decision {
  const { workspace, recorded, onlyNewer = false } = options;
  const installed = installedWishes(workspace, lock, new Set(npmNames(found)));
  const fetched: Placed[] = [];
  const staying: InstalledModule[] = [];
  const conflicts: VersionConflict[] = [];
  for (const one of found) {
    const { npmName, versions } = one;
    const present = presentVersion(workspace, lock, npmName);
    const records = wishesFor(npmName, recorded);
    const { version, conflict } = chooseVersion(one, {
      present,
      isPinned: records.length > 0 || lock[npmName]?.transitive === false,
      recorded: records,
      installed: wishesFor(npmName, installed),
    });
    if (conflict !== undefined) conflicts.push(conflict);
    const path = placeOf(workspace, lock, npmName);
    const module = versions.find((candidate) => candidate.version === version);
    const isNamed = module?.wantedBy.some(({ by }) => by === you) === true;
    const isEnough =
      present !== undefined && (onlyNewer ? compareVersions(present, version) >= 0 : present === version && !isNamed);
    if (module !== undefined && !isEnough) {
      fetched.push({ ...module, path, integrity: integrityOf(module.folder) });
    } else {
      staying.push({ npmName, version: present ?? version, module: lock[npmName]?.module ?? npmName, path });
    }
  }
  return { fetched, staying, conflicts };
}

function wishesFor(npmName: string, all: readonly Recorded[]): readonly Wish[] {
  return all.filter((one) => one.npmName === npmName).map(({ by, version }) => ({ by, version }));
}

/** What the modules that are in place depend on, those aside that were fetched again. */
function installedWishes(workspace: Workspace, lock: Lock, except: ReadonlySet<string>): readonly Recorded[] {
  return Object.keys(lock).flatMap((by) => {
    const manifest = join(workspace.root, placeOf(workspace, lock, by), 'package.json');
    if (except.has(by) || !existsSync(manifest)) return [];
    return Object.entries(readManifest(manifest).requirements).map(([npmName, version]) => ({ npmName, by, version }));
  });
}

/** @throws {EngineError} `MODULE_DUPLICATE` when two packages bring, or one brings what another has brought. */
async function refuseDuplicates(all: readonly InstalledModule[], { modules }: Workspace): Promise<void> {
  for (const { module: name, path } of all) {
    const others = [
      ...all.filter((one) => one.module === name).map((one) => one.path),
      modules.get(name)?.path ?? path,
    ];
    const paths = [...new Set([path, ...others])];
    if (paths.length === 1) continue;
    const { EngineError } = await import('@pgpm/engine');
    const hint = 'install one of them: a workspace has room for one module of a name';
    throw new EngineError('MODULE_DUPLICATE', { name, paths }, { hint });
  }
}

/**
 * Tells what has to be copied from what is there already, file by file.
 *
 * @throws {CliError} `INTEGRITY_MISMATCH` when files are not those that the lockfile tells of.
 */
function compareFiles(fetched: readonly Placed[], { workspace, force }: InstallOptions, lock: Lock) {
  const placed: Placed[] = [];
  const equal: Placed[] = [];
  for (const module of fetched) {
    const { npmName, version, integrity } = module;
    const recorded = lock[npmName];
    if (recorded?.version === version && recorded.integrity !== integrity) throw otherFiles(module);
    const target = join(workspace.root, module.path);
    const present = existsSync(target) ? integrityOf(target) : undefined;
    if (present === integrity) equal.push(module);
    else placed.push(module);
    if (!force && present !== undefined && present !== integrity)
      checkUnedited(npmName, module.path, present, recorded);
  }
  return { placed, equal };
}

function otherFiles({ npmName, version }: FetchedModule): CliError {
  const hint = `find out why they differ from what was installed first; to trust them, remove ${npmName} from ${lockFile}`;
  return new CliError('INTEGRITY_MISMATCH', { package: npmName, path: `version ${version} of the registry` }, hint);
}

/** @throws {EngineError} `FILE_CHANGED`: another command has installed something meanwhile. */
async function refuseChangedLock(root: string, before: string | undefined): Promise<void> {
  if (readLockText(root) === before) return;
  const { EngineError } = await import('@pgpm/engine');
  throw new EngineError(
    'FILE_CHANGED',
    { path: lockFile },
    { place: { file: lockFile }, hint: 'run the command again' },
  );
}

function entryOf(fetched: Placed, { specifiers, recorded }: InstallOptions, lock: Lock): LockEntry {
  const { npmName, version, module, integrity } = fetched;
  const isAsked = [...specifiers, ...recorded].some((one) => one.npmName === npmName);
  return { version, module, integrity, transitive: !isAsked && (lock[npmName]?.transitive ?? true) };
}

function describe({ npmName, version, module, path }: InstalledModule): InstalledModule {
  return { npmName, version, module, path };
}
