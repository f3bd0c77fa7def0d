import { hash as digest } from 'node:crypto';
import { dirname, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { EngineError } from '../errors/index.js';
import { checkName, type DecodedText } from '../formats/index.js';
import type { Module, ScriptKind } from '../model/index.js';
import {
  isInside,
  joinPosix,
  posixRelative,
  readPlainText,
  readText,
  realPath,
  type FileText,
} from '../workspace/index.js';
import { PlainFolders } from './plain-folders.js';

/** A script as it is on disk. */
export interface ScriptText extends DecodedText {
  /** SHA-256 over the text as UTF-8, hex: `script_hash` (docs/formats.md §8). */
  readonly hash: string;
  /** Relative to the workspace root, with `/`. */
  readonly path: string;
  /** It stays in memory, and reading it again costs nothing. */
  readonly isKept: boolean;
}

/** What has scripts. */
export interface ChangeOfModule {
  readonly module: Module;
  readonly change: string;
}

/** Every change of modules, in plan order. */
export function* changesOf(modules: readonly Module[]): Generator<ChangeOfModule, void> {
  for (const module of modules) {
    for (const { name: change } of module.plan.changes) yield { module, change };
  }
}

/** How many bytes of scripts stay in memory. Beyond that they are read again when they are needed again. */
const keptBytes = 16 * 1024 * 1024;

/** How long reading ahead keeps others waiting, in milliseconds: a connection is made in several steps, and each may wait so long. */
const sliceMs = 0.5;

/** Reads the scripts of one run, each file at most once as long as they fit into memory. */
export class ScriptReader {
  readonly #root: string;
  readonly #budget: number;
  readonly #kept = new Map<string, ScriptText>();
  /** By directory of a module. */
  readonly #folders = new Map<string, PlainFolders>();
  /** Directories of modules without symbolic links. */
  readonly #realRoots = new Map<string, string>();
  #keptBytes = 0;

  /** @param root - the workspace root that paths are relative to. */
  constructor(root: string, budget: number = keptBytes) {
    this.#root = root;
    this.#budget = budget;
  }

  /**
   * The absolute path of a script, whether it exists or not.
   *
   * @throws {EngineError} `PATH_OUTSIDE_MODULE` for a name that would lead elsewhere.
   */
  scriptPath(module: Module, kind: ScriptKind, change: string): string {
    const path = pathOf(module, kind, change);
    // An instance of a reworked change has its tag in the file name, which is no part of a change's own name.
    const at = change.indexOf('@');
    const isName =
      checkName(at < 0 ? change : change.slice(0, at), 'change') === undefined &&
      (at < 0 || checkName(change.slice(at + 1), 'tag') === undefined);
    if (!isName) throw this.#outside(path);
    return path;
  }

  /**
   * The script of a change; undefined when there is none.
   *
   * @throws {EngineError} `PATH_OUTSIDE_MODULE` when the name or a symbolic link leads out of the module.
   */
  readScript(module: Module, kind: ScriptKind, change: string): ScriptText | undefined {
    const kept = this.#kept.get(pathOf(module, kind, change));
    if (kept !== undefined) return kept;
    const path = this.scriptPath(module, kind, change);
    const file = joinPosix(module.path, `${kind}/${change}.sql`);
    const read = this.#readInside(module, path, file);
    if (read === undefined) return undefined;
    const hash = digest('sha256', read.text);
    const { text, problems } = read;
    const size = Buffer.byteLength(text);
    const isKept = this.#keptBytes + size <= this.#budget;
    const script = { text, problems, hash, path: file, isKept };
    if (isKept) {
      this.#keptBytes += size;
      this.#kept.set(path, script);
    }
    return script;
  }

  /**
   * Reads scripts before they are asked for, as many as memory may hold. Yields often, so that what waits
   * for a server goes on.
   *
   * @throws {EngineError} as `readScript` does.
   */
  async readAhead(kind: ScriptKind, changes: Iterable<ChangeOfModule>): Promise<void> {
    let since = performance.now();
    for (const { module, change } of changes) {
      if (this.#keptBytes >= this.#budget) return;
      this.readScript(module, kind, change);
      if (performance.now() - since < sliceMs) continue;
      await setImmediate();
      since = performance.now();
    }
  }

  /** Undefined for what does not exist. @throws {EngineError} `PATH_OUTSIDE_MODULE` for a link that leads out of the module. */
  #readInside(module: Module, path: string, file: string): FileText | undefined {
    if (this.#foldersOf(module).has(dirname(path))) {
      const read = readPlainText(path, file);
      if (read !== 'unknown') return read;
    }
    const real = realPath(path);
    if (real === undefined) return undefined;
    let root = this.#realRoots.get(module.dir);
    if (root === undefined) this.#realRoots.set(module.dir, (root = realPath(module.dir) ?? module.dir));
    if (!isInside(root, real)) throw this.#outside(path);
    return readText(real, file);
  }

  #foldersOf({ dir }: Module): PlainFolders {
    let folders = this.#folders.get(dir);
    if (folders === undefined) this.#folders.set(dir, (folders = new PlainFolders(dir)));
    return folders;
  }

  #outside(path: string): EngineError {
    return new EngineError('PATH_OUTSIDE_MODULE', { path: posixRelative(this.#root, path) });
  }
}

/** Plain text, for speed: names are checked before it is used. */
function pathOf({ dir }: Module, kind: ScriptKind, change: string): string {
  return `${dir}${sep}${kind}${sep}${sep === '/' ? change : change.replaceAll('/', sep)}.sql`;
}
