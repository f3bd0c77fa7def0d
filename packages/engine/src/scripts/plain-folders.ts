import { dirname } from 'node:path';
import { childPath, listDirectory } from '../workspace/index.js';

/** Tells which folders below a root can be reached without following a symbolic link, where `realPath` follows each from the top. */
export class PlainFolders {
  readonly #plain: Set<string>;
  readonly #listed = new Set<string>();

  /** @param root - taken as it is. */
  constructor(root: string) {
    this.#plain = new Set([root]);
  }

  /** False also for what does not exist. Looks into the folder above, and so learns of all others there at once. */
  has(dir: string): boolean {
    if (this.#plain.has(dir)) return true;
    const above = dirname(dir);
    if (this.#listed.has(above) || above === dir || !this.has(above)) return false;
    this.#listed.add(above);
    for (const entry of listDirectory(above)) if (entry.isDirectory()) this.#plain.add(childPath(above, entry.name));
    return this.#plain.has(dir);
  }
}
