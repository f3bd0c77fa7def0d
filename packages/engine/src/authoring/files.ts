import type { EngineError } from '../errors/index.js';

/**
 * The files of a workspace as values. Paths are relative to its root, with `/`. On disk: {@link diskFiles}; an Nx `Tree`
 * fits just as well.
 */
export interface Files {
  /** The text of a file; undefined when there is none. */
  read(path: string): string | undefined;
  /** Paths of all files below a folder, ordered byte by byte; none when there is no such folder. */
  list(folder: string): readonly string[];
}

/** What happens to one file. A file that is new has no `before`; one that moves keeps its bytes, whatever they are. */
export type FileEdit =
  | { readonly path: string; readonly before?: string | undefined; readonly after: string }
  | { readonly path: string; readonly before: string | undefined; readonly deleted: true }
  | { readonly path: string; readonly movedTo: string };

/** What a function of this layer wants to do. Nothing is done yet. */
export interface Authored {
  /** Ordered by path; files that stay the same are not among them. */
  readonly edits: readonly FileEdit[];
  readonly warnings: readonly EngineError[];
}

/** Files with edits on top that nobody has applied: what is read is what has been written before. */
export class Draft implements Files {
  readonly #base: Files;
  /** Undefined stands for a deleted file. */
  readonly #written = new Map<string, string | undefined>();
  readonly #moved = new Map<string, string>();

  constructor(base: Files) {
    this.#base = base;
  }

  read(path: string): string | undefined {
    return this.#written.has(path) ? this.#written.get(path) : this.#base.read(path);
  }

  list(folder: string): readonly string[] {
    const below = folder === '.' ? '' : `${folder}/`;
    const paths = new Set(this.#base.list(folder));
    for (const [path, text] of this.#written) {
      if (text === undefined) paths.delete(path);
      else if (path.startsWith(below)) paths.add(path);
    }
    return [...paths].sort(byBytes);
  }

  write(path: string, text: string): void {
    this.#written.set(path, text);
  }

  /** Writes the file anew when it is there and `edit` changes it. */
  edit(path: string, edit: (text: string) => string): void {
    const text = this.read(path);
    const edited = text === undefined ? undefined : edit(text);
    if (edited !== undefined && edited !== text) this.write(path, edited);
  }

  remove(path: string): void {
    this.#written.set(path, undefined);
  }

  /** For a file that need not be text; nobody reads it afterwards. */
  move(path: string, to: string): void {
    this.#moved.set(path, to);
  }

  edits(): readonly FileEdit[] {
    const written = [...this.#written].flatMap(([path, after]): FileEdit[] => {
      const before = this.#base.read(path);
      if (before === after) return [];
      return [after === undefined ? { path, before, deleted: true } : { path, before, after }];
    });
    const moved = [...this.#moved].map(([path, movedTo]): FileEdit => ({ path, movedTo }));
    return [...written, ...moved].sort((a, b) => byBytes(a.path, b.path));
  }
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
