import { readdirSync } from 'node:fs';
import { join } from 'node:path/posix';

/** What Jest takes for tests unless its configuration says otherwise. */
const testFile = /(?:^|\/)__tests__\/.*\.[cm]?[jt]sx?$|\.(?:spec|test)\.[cm]?[jt]sx?$/;

/** They hold SQL, results or other people's tests. */
const without = new Set(['deploy', 'revert', 'verify', 'sql', 'dist', 'coverage', 'node_modules']);

/** The test files of a module, relative to it, sorted. No configuration is loaded, which takes its time. */
export function findTestFiles(dir: string): readonly string[] {
  return filesBelow(dir, '')
    .filter((file) => testFile.test(file))
    .sort();
}

function filesBelow(dir: string, folder: string): readonly string[] {
  return readdirSync(join(dir, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return without.has(entry.name) ? [] : filesBelow(dir, path);
    return entry.isFile() ? [path] : [];
  });
}

/** Whether a shell, of whichever system, takes the name for nothing but a name once it stands in quotes. */
export function canBeQuoted(file: string): boolean {
  return !/["$`\\!%^\p{Cc}]/u.test(file);
}
