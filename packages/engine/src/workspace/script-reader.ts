import { createHash } from 'node:crypto';
import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EngineError } from '../errors/index.js';
import { checkName, decodeUtf8, type DecodedText } from '../formats/index.js';
import type { Module, ScriptKind } from '../model/index.js';
import { isInside, posixRelative, realPath } from './paths.js';
import { hasCode, isMissing } from './read-file.js';

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
  /** Whether a directory lies in its module, after following symbolic links. */
  readonly #inside = new Map<string, boolean>();
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
    const bytes = this.#readBytes(module, path);
    if (bytes === undefined) return undefined;
    const file = posixRelative(this.#root, path);
    const { text, problems } = decodeUtf8(bytes, file);
    const hash = createHash('sha256')
      .update(problems.length === 0 ? bytes : text)
      .digest('hex');
    const script = { text, problems, hash, path: file };
    if (this.#keptBytes + bytes.length <= this.#budget) {
      this.#keptBytes += bytes.length;
      this.#kept.set(path, script);
    }
    return script;
  }

  #readBytes(module: Module, path: string): Buffer | undefined {
    if (!this.#isInside(module, dirname(path))) throw this.#outside(path);
    try {
      return readWithoutLink(path);
    } catch (error) {
      if (isMissing(error)) return undefined;
      if (!hasCode(error, 'ELOOP') && !hasCode(error, 'EMLINK')) throw error;
    }
    const target = realPath(path);
    if (target === undefined) return undefined;
    if (!isInside(realPath(module.dir) ?? module.dir, target)) throw this.#outside(path);
    return readFileSync(target);
  }

  /** True for a directory that does not exist: there is nothing to read then. */
  #isInside(module: Module, dir: string): boolean {
    let inside = this.#inside.get(dir);
    if (inside === undefined) {
      const real = realPath(dir);
      inside = real === undefined || isInside(realPath(module.dir) ?? module.dir, real);
      this.#inside.set(dir, inside);
    }
    return inside;
  }

  #outside(path: string): EngineError {
    return new EngineError('PATH_OUTSIDE_MODULE', { path: posixRelative(this.#root, path) });
  }
}

/** Windows lacks the flag, and gives links only to those who may create them. */
const noFollow = 'O_NOFOLLOW' in constants ? constants.O_NOFOLLOW : 0;

/** Fails with `ELOOP` for a symbolic link, whose target has to be looked at first. */
function readWithoutLink(path: string): Buffer {
  const descriptor = openSync(path, constants.O_RDONLY | noFollow);
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
