import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What never belongs to a module. */
const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** Paths of the files of a folder, ordered, relative to it and with `/`. Symbolic links are left out. */
export function filesOf(folder: string, below = ''): readonly string[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
    .flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : filesOf(folder, path);
      return entry.isFile() ? [path] : [];
    });
}

/** A digest over names and content of all files of a module, in the form of npm's integrity: `sha512-…`. */
export function integrityOf(folder: string): string {
  const digest = createHash('sha512');
  for (const path of filesOf(folder)) {
    const content = readFileSync(join(folder, path));
    digest.update(`${path}\0${content.length}\0`).update(content);
  }
  return `sha512-${digest.digest('base64')}`;
}
