import { hash as digest } from 'node:crypto';
import { join } from 'node:path';
import { EngineError } from '../errors/index.js';
import { checkName, type DecodedText } from '../formats/index.js';
import type { Module, ScriptKind } from '../model/index.js';
import { isInside, posixRelative, realPath } from './paths.js';
import { readText } from './read-file.js';

/** A script as it is on disk. */
export interface ScriptText extends DecodedText {
  /** SHA-256 over the text as UTF-8, hex: `script_hash` (docs/formats.md §8). */
  readonly hash: string;
  /** Relative to the workspace root, with `/`. */
  readonly path: string;
}

/** How many bytes of scripts stay in memory. Beyond that they are read again when they are needed again. */
const keptBytes = 16 * 1024 * 1024;

/** Reads the scripts of one run, each file at most once as long as they fit into memory. */
export class ScriptReader {
  readonly #root: string;
  readonly #budget: number;
  readonly #kept = new Map<string, ScriptText>();
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
    const path = join(module.dir, kind, `${change}.sql`);
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
    const path = this.scriptPath(module, kind, change);
    const kept = this.#kept.get(path);
    if (kept !== undefined) return kept;
    if (!this.#isInside(module, path)) throw this.#outside(path);
    const file = posixRelative(this.#root, path);
    const read = readText(path, file);
    if (read === undefined) return undefined;
    const hash = digest('sha256', read.text);
    const { text, problems } = read;
    const script = { text, problems, hash, path: file };
    const size = Buffer.byteLength(text);
    if (this.#keptBytes + size <= this.#budget) {
      this.#keptBytes += size;
      this.#kept.set(path, script);
    }
    return script;
  }

  /** Whether a path stays in its module when symbolic links are followed. True for one that leads nowhere. */
  #isInside(module: Module, path: string): boolean {
    const real = realPath(path);
    if (real === undefined) return true;
    let root = this.#realRoots.get(module.dir);
    if (root === undefined) this.#realRoots.set(module.dir, (root = realPath(module.dir) ?? module.dir));
    return isInside(root, real);
  }

  #outside(path: string): EngineError {
    return new EngineError('PATH_OUTSIDE_MODULE', { path: posixRelative(this.#root, path) });
  }
}
