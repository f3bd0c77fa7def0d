import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import type { EngineError } from '../errors/index.js';
import type { WorkspaceConfig } from '../model/index.js';
import { foreignFile, foreignFiles, proxyFile } from './foreign-files.js';
import { isPattern, matchesGlob, matchesSegment, parseGlobs, type Glob } from './globs.js';
import { controlSuffix, planFile, type ModuleFiles } from './module.js';
import { childPath, isInside, joinPosix, posixRelative, realPath, sortByPath } from './paths.js';
import { listDirectory } from './read-file.js';

/** Directories that never hold modules, and those of a module that hold nothing but what it is made of. */
const skipped: ReadonlySet<string> = new Set(['node_modules', 'dist']);
const skippedInModules: ReadonlySet<string> = new Set(['deploy', 'revert', 'verify', 'sql']);

const inNodeModules = /(?:^|\/)node_modules(?:\/|$)/;

/** Where modules from npm lie below `extensionsDir`. */
const installedGlobs = ['*', '@*/*'];

/** What a walk through a workspace finds. */
export interface Scanned {
  /** Ordered by path byte by byte. */
  readonly modules: readonly ModuleFiles[];
  /** Folders that other tools take for modules. */
  readonly problems: readonly EngineError[];
}

/** All modules of a workspace. */
export function scanModules(root: string, config: WorkspaceConfig): Scanned {
  const scan = new Scan(root, config.extensionsDir);
  const globs = config.packages.flatMap(parseGlobs);
  scan.globs(root, globs);
  scan.globs(join(root, config.extensionsDir), installedGlobs.flatMap(parseGlobs));
  return scan.result();
}

class Scan {
  readonly #root: string;
  readonly #extensionsDir: string;
  readonly #found: ModuleFiles[] = [];
  readonly #problems: EngineError[] = [];
  /** Real paths of the directories that were looked into. */
  readonly #visited = new Set<string>();
  /** Symbolic links wait: a directory that is reached directly has its own path. */
  readonly #links: string[] = [];

  constructor(root: string, extensionsDir: string) {
    this.#root = root;
    this.#extensionsDir = join(root, extensionsDir);
  }

  /** Looks into every directory that the globs mean. Both paths are real ones. */
  globs(base: string, globs: readonly Glob[]): void {
    const excluded = globs.filter(({ negated }) => negated);
    const isExcluded = (dir: string): boolean => {
      if (excluded.length === 0) return false;
      const path = posixRelative(base, dir).split('/');
      return excluded.some(({ segments }) => matchesGlob(segments, path));
    };
    for (const { segments, negated } of globs) {
      if (negated) continue;
      for (const { dir, isLinked } of expand({ dir: base, isLinked: false }, segments)) {
        if (isLinked) this.#links.push(dir);
        else this.#walk(dir, dir, isExcluded, false);
      }
    }
    for (let link = this.#links.shift(); link !== undefined; link = this.#links.shift()) {
      const real = realPath(link);
      if (real !== undefined) this.#walk(link, real, isExcluded, false);
    }
  }

  result(): Scanned {
    return { modules: sortByPath(this.#found, ({ path }) => path), problems: this.#problems };
  }

  #walk(dir: string, real: string, isExcluded: (dir: string) => boolean, inModule: boolean): void {
    if (this.#visited.has(real) || isExcluded(dir)) return;
    this.#visited.add(real);
    const entries = listDirectory(dir);
    const { hasPlan, controls, foreign } = lookAt(entries);
    // Below a module only a control file makes another one: tests may hold bare plans.
    const isModule = controls.length > 0 || (hasPlan && !inModule);
    if (isModule) {
      const path = posixRelative(this.#root, dir);
      const isInstalled = isInside(this.#extensionsDir, dir) || inNodeModules.test(path);
      const source = isInstalled ? 'installed' : 'workspace';
      this.#found.push({ dir, path, source, controls, foreign });
    } else if (foreign.includes(proxyFile)) {
      this.#problems.push(foreignFile(joinPosix(posixRelative(this.#root, dir), proxyFile)));
    }
    for (const entry of entries) {
      if (isSkipped(entry.name, hasPlan)) continue;
      const path = childPath(dir, entry.name);
      if (entry.isDirectory()) this.#walk(path, childPath(real, entry.name), isExcluded, inModule || isModule);
      else if (entry.isSymbolicLink()) this.#links.push(path);
    }
  }
}

function lookAt(entries: readonly Dirent[]): Pick<ModuleFiles, 'controls' | 'foreign'> & { readonly hasPlan: boolean } {
  const controls: string[] = [];
  const foreign: string[] = [];
  let hasPlan = false;
  for (const entry of entries) {
    if (entry.name === planFile) hasPlan = true;
    else if (entry.name.endsWith(controlSuffix) && !entry.isDirectory()) controls.push(entry.name);
    else if (foreignFiles.includes(entry.name)) foreign.push(entry.name);
  }
  return { hasPlan, controls: sortByPath(controls, (name) => name), foreign };
}

function isSkipped(name: string, hasPlan: boolean): boolean {
  return isSkippedFolder(name) || (hasPlan && skippedInModules.has(name));
}

/** Whether no module is looked for in folders of this name, wherever they are. */
export function isSkippedFolder(name: string): boolean {
  return name.startsWith('.') || skipped.has(name);
}

/** A directory that a glob means, and whether a symbolic link leads to it. */
interface Expanded {
  readonly dir: string;
  readonly isLinked: boolean;
}

/** The directories that a glob means, from the file system, each once: segment by segment, however many of them are `**`. */
function expand(base: Expanded, segments: readonly string[]): Iterable<Expanded> {
  let found = new Map([[base.dir, base]]);
  for (const [place, segment] of segments.entries()) {
    // Below a directory everything is searched for modules anyway.
    if (segment === '**' && place === segments.length - 1) break;
    const next = [...found.values()].flatMap((one) => (segment === '**' ? withAllBelow(one) : step(one, segment)));
    found = new Map(next.map((one) => [one.dir, one]));
  }
  return found.values();
}

function step(from: Expanded, segment: string): readonly Expanded[] {
  if (!isPattern(segment)) {
    const dir = join(from.dir, segment);
    return [{ dir, isLinked: from.isLinked || realPath(dir) !== dir }];
  }
  return listDirectory(from.dir)
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .filter((entry) => matchesSegment(segment, entry.name) && !skipped.has(entry.name))
    .map((entry) => below(from, entry));
}

/** What `**` means with something behind it: the directory and every one below it, symbolic links aside. */
function withAllBelow(from: Expanded): readonly Expanded[] {
  const folders = listDirectory(from.dir).filter((entry) => entry.isDirectory() && !isSkipped(entry.name, false));
  return [from, ...folders.flatMap((entry) => withAllBelow(below(from, entry)))];
}

function below({ dir, isLinked }: Expanded, entry: Dirent): Expanded {
  return { dir: childPath(dir, entry.name), isLinked: isLinked || entry.isSymbolicLink() };
}
