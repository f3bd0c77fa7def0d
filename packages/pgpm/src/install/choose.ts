import { CliError } from '../cli/failures.js';
import { you, type FetchedVersions, type Wish } from './fetched.js';
import { compareVersions, isInRange } from './versions.js';

/** What a workspace says of one module. */
export interface Standing {
  /** The version in the lockfile, when the module is in its place. */
  readonly present: string | undefined;
  /** It was asked for by name, once: it stays unless it is asked for again. */
  readonly isPinned: boolean;
  /** What files of the workspace record. */
  readonly recorded: readonly Wish[];
  /** What installed modules depend on. */
  readonly installed: readonly Wish[];
}

/** One module, of which several versions are wanted. */
export interface VersionConflict {
  readonly npmName: string;
  readonly chosen: string;
  readonly wanted: readonly Wish[];
}

export interface Choice {
  readonly version: string;
  readonly conflict: VersionConflict | undefined;
}

/**
 * The version of a module, of which a database has room for one: that which is asked for, else that which was asked for
 * before, else that which is in place if it does for all, else the newest.
 *
 * @throws {CliError} `MODULE_VERSION_CONFLICT` when what is asked for is not what the workspace records, or nothing was
 * asked for and versions of different majors are wanted.
 */
export function chooseVersion({ npmName, versions, root }: FetchedVersions, standing: Standing): Choice {
  const { isPinned, recorded, installed } = standing;
  const wanted = [...versions.flatMap(({ wantedBy }) => wantedBy), ...installed, ...recorded];
  const named = root?.wantedBy.some(({ by }) => by === you) === true ? root.version : undefined;
  if (named !== undefined) refuseRecorded(npmName, named, recorded);
  const present = standing.present ?? root?.version;
  const isSettled = present !== undefined && (isPinned || wanted.every((wish) => isMet(wish, present)));
  const candidates = versions.filter(({ wantedBy }) => wantedBy.length > 0).map(({ version }) => version);
  if (present !== undefined && installed.some((wish) => isMet(wish, present))) candidates.push(present);
  const version = named ?? (isSettled ? present : newest(candidates));
  if (wanted.every((wish) => isMet(wish, version))) return { version, conflict: undefined };
  if (named === undefined && !isPinned && new Set(candidates.map((one) => one.split('.', 1)[0])).size > 1) {
    const hint = `say which one: pgpm install ${npmName}@<version>`;
    throw new CliError('MODULE_VERSION_CONFLICT', { module: npmName, wanted: wanted.map(wishText) }, hint);
  }
  return { version, conflict: { npmName, chosen: version, wanted } };
}

function newest(versions: readonly string[]): string {
  const [first] = [...versions].sort((a, b) => compareVersions(b, a));
  if (first === undefined) throw new RangeError('a module that was fetched has a version');
  return first;
}

function refuseRecorded(npmName: string, version: string, recorded: readonly Wish[]): void {
  const others = recorded.filter((wish) => !isMet(wish, version));
  if (others.length === 0) return;
  const wanted = [{ by: you, version }, ...others].map(wishText);
  const hint = `pgpm upgrade ${npmName}@${version} writes a newer version wherever it is recorded; else edit those files`;
  throw new CliError('MODULE_VERSION_CONFLICT', { module: npmName, wanted }, hint);
}

/** What is no range, such as a tag, cannot be judged, and so is met. */
export function isMet({ version: range }: Wish, version: string): boolean {
  return isInRange(version, range) ?? true;
}

/** `@pgpm/types wants 0.16.0`. */
export function wishText({ by, version }: Wish): string {
  return by === you ? `you want ${version}` : `${by} wants ${version}`;
}

/** Which version it is, and who wanted another one. */
export function conflictText({ npmName, chosen, wanted }: VersionConflict): string {
  const others = wanted.filter((wish) => !isMet(wish, chosen));
  return `warning MODULE_VERSION_CONFLICT: ${npmName} is ${chosen}, though ${others.map(wishText).join(', ')}`;
}
