import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  statfsSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';

import { PostgresError } from '../postgres-error.js';
import { adopt, canReach, type Accounts } from './account.js';
import type { Profile } from './cluster.js';
import { onFileError } from './file-errors.js';
import { makeDirectories, makeStateDirectory, stateDirectory } from './layout.js';
import { readState } from './state.js';

/** Memory that a throw-away cluster may fill: 40 MB when new, its log, and the databases of a test run. */
const memoryNeeded = 512 * 1024 * 1024;
const memoryDirectory = '/dev/shm';

/** For root, when the server's user cannot reach the workspace. */
const systemDirectory = '/var/lib/pgpm';

/** Where binaries are copied to, when they cannot be used where they are. */
export function binariesCache(workspaceRoot: string, accounts: Accounts): string {
  return join(shared(workspaceRoot, accounts), 'bin');
}

/**
 * The directory of a cluster as `.pgpm` names it, with links resolved; undefined when it names none. Nothing is checked
 * beyond that it was not made for another workspace that still exists, as happens when a workspace is copied.
 */
export function findLinkedHome(workspaceRoot: string, profile: Profile, accounts: Accounts): string | undefined {
  const entry = join(stateDirectory(workspaceRoot), profile.name);
  if (!existsSync(entry)) return undefined;
  const home = realpathSync(entry);
  return home === entry || (isOwn(home, accounts) && belongsTo(home, workspaceRoot)) ? home : undefined;
}

/** The same, and what is left of a cluster when `.pgpm` was removed and it was elsewhere. */
export function findHome(workspaceRoot: string, profile: Profile, accounts: Accounts): string | undefined {
  const usual = durablePlace(workspaceRoot, profile, accounts);
  const places = profile.isDurable ? [usual] : [memoryPlace(workspaceRoot, accounts), usual];
  return findLinkedHome(workspaceRoot, profile, accounts) ?? places.find((place) => isOwn(place, accounts));
}

/**
 * Finds or makes the directory of a cluster. Call it under the cluster's lock.
 *
 * @throws {PostgresError} `DATA_DIRECTORY_UNWRITABLE`, `DATA_DIRECTORY_FULL`, `DATA_DIRECTORY_FOREIGN`.
 */
export function openHome(workspaceRoot: string, profile: Profile, accounts: Accounts): string {
  const found = findHome(workspaceRoot, profile, accounts);
  const home = found ?? makeHome(workspaceRoot, profile, accounts);
  if (!isOwn(home, accounts)) throw foreign(home);
  linkHome(workspaceRoot, profile, accounts, home);
  return realpathSync(home);
}

/** Removes a cluster that is not running, and the link to it. */
export function removeHome(workspaceRoot: string, profile: Profile, home: string): void {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  rmSync(join(stateDirectory(workspaceRoot), profile.name), { recursive: true, force: true });
}

/** Where the directory of a cluster would be made now. */
export function plannedHome(workspaceRoot: string, profile: Profile, accounts: Accounts): string {
  const isInMemory = !profile.isDurable && process.platform === 'linux' && hasRoom();
  return isInMemory ? memoryPlace(workspaceRoot, accounts) : durablePlace(workspaceRoot, profile, accounts);
}

/** The directories of all throw-away clusters of this user that are kept in memory. */
export function listMemoryHomes(accounts: Accounts): readonly string[] {
  if (!existsSync(memoryDirectory)) return [];
  return readdirSync(memoryDirectory)
    .filter((name) => name.startsWith(memoryPrefix(accounts)))
    .map((name) => join(memoryDirectory, name))
    .filter((home) => isOwn(home, accounts));
}

function memoryPlace(workspaceRoot: string, accounts: Accounts): string {
  return join(memoryDirectory, `${memoryPrefix(accounts)}${keyOf(workspaceRoot)}`);
}

function memoryPrefix(accounts: Accounts): string {
  return `pgpm-${ownerOf(accounts)}-`;
}

function durablePlace(workspaceRoot: string, profile: Profile, accounts: Accounts): string {
  return join(shared(workspaceRoot, accounts), profile.name);
}

function makeHome(workspaceRoot: string, profile: Profile, accounts: Accounts): string {
  const planned = plannedHome(workspaceRoot, profile, accounts);
  if (planned.startsWith(`${memoryDirectory}/`) && make(planned, accounts)) return planned;
  const place = durablePlace(workspaceRoot, profile, accounts);
  onFileError(place, () => {
    makeDirectories(place, homeMode(accounts));
    adopt(place, accounts.files);
  });
  return place;
}

/** False when the place is taken by somebody else, or cannot be made: there is another one. */
function make(place: string, accounts: Accounts): boolean {
  try {
    mkdirSync(place);
    chmodSync(place, homeMode(accounts));
    adopt(place, accounts.files);
    return true;
  } catch {
    return isOwn(place, accounts);
  }
}

function linkHome(workspaceRoot: string, profile: Profile, accounts: Accounts, home: string): void {
  const entry = join(makeStateDirectory(workspaceRoot, accounts), profile.name);
  if (home === entry || (existsSync(entry) && realpathSync(entry) === home)) return;
  onFileError(entry, () => {
    // A link that points nowhere (memory is empty after a reboot), or to the cluster of another workspace.
    rmSync(entry, { force: true });
    symlinkSync(home, entry);
    adopt(entry, accounts.files);
  });
}

function isOwn(directory: string, accounts: Accounts): boolean {
  return isDirectory(directory) && (process.platform === 'win32' || lstatSync(directory).uid === ownerOf(accounts));
}

/** A link to a directory is none: where it leads may not be ours. */
function isDirectory(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** A cluster whose workspace is gone was moved, and belongs to the workspace that has the link. */
function belongsTo(home: string, workspaceRoot: string): boolean {
  const state = readState(home);
  return state === undefined || state.workspaceRoot === workspaceRoot || !existsSync(state.workspaceRoot);
}

/** The workspace when the server's user gets there, otherwise a place of the system. */
function shared(workspaceRoot: string, accounts: Accounts): string {
  return canReach(workspaceRoot, accounts.server)
    ? stateDirectory(workspaceRoot)
    : join(systemDirectory, keyOf(workspaceRoot));
}

function keyOf(workspaceRoot: string): string {
  return createHash('sha256').update(workspaceRoot).digest('hex').slice(0, 16);
}

function ownerOf(accounts: Accounts): number {
  return accounts.files?.uid ?? process.getuid?.() ?? 0;
}

/** Others may pass through only when one of them runs the server. What is in there is private anyway. */
function homeMode(accounts: Accounts): number {
  return accounts.server?.uid === accounts.files?.uid ? 0o700 : 0o711;
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memoryDirectory);
    return bavail * bsize >= memoryNeeded;
  } catch {
    return false;
  }
}

function foreign(directory: string): PostgresError {
  const uid = lstatSync(directory).uid;
  const hint = `run as that user, or remove ${directory} (its databases are lost)`;
  return new PostgresError('DATA_DIRECTORY_FOREIGN', { directory, uid }, { hint });
}
