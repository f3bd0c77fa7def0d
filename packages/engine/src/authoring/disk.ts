import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
  type Dirent,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { EngineError } from '../errors/index.js';
import { isInside, joinPosix, posixRelative, readText, realPath, sortByPath } from '../workspace/index.js';
import type { FileEdit, Files } from './files.js';

/** The files of a workspace on disk. Folders with a leading dot and `node_modules` are not listed. */
export function diskFiles(root: string): Files {
  return {
    read: (path) => {
      const read = readText(join(root, path), path);
      if (read?.problems[0] !== undefined) throw read.problems[0];
      return read?.text;
    },
    list: (folder) => sortByPath(listFiles(root, folder), (path) => path),
  };
}

function listFiles(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = joinPosix(folder, entry.name);
    if (entry.isFile() || isLinkToFile(entry, join(root, path))) return [path];
    if (!entry.isDirectory()) return [];
    return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : listFiles(root, path);
  });
}

/** Links to folders are not followed: they may lead anywhere, and in circles. */
function isLinkToFile(entry: Dirent, path: string): boolean {
  return entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * Writes edits. All are checked before the first is written: their paths stay inside the root when symbolic links are
 * followed, and no file was changed since it was read. Each file is replaced as a whole, so that readers never see half
 * of one; folders that become empty go.
 *
 * @throws {EngineError} `PATH_OUTSIDE_WORKSPACE`, `FILE_CHANGED`; nothing is written then.
 */
export function applyEdits(root: string, edits: readonly FileEdit[]): void {
  const base = realPath(root) ?? root;
  const targets = edits.map((edit) => ({ edit, path: targetOf(base, edit) }));
  for (const { edit, path } of targets) if ('after' in edit) replaceFile(path, edit.after);
  for (const { edit, path } of targets) if ('deleted' in edit) removeFile(base, path);
}

/** Where the file really is, after it was checked. */
function targetOf(base: string, { path, before }: FileEdit): string {
  const written = join(base, path);
  const target = realPath(written) ?? written;
  const parent = nearestFolder(dirname(target));
  if (!isInside(base, written) || !isInside(base, target) || !isInside(base, parent)) {
    throw new EngineError('PATH_OUTSIDE_WORKSPACE', { path });
  }
  if (readText(target, path)?.text === before) return target;
  throw new EngineError('FILE_CHANGED', { path }, { place: { file: path }, hint: 'run the command again' });
}

/** The folder that is there already, without symbolic links. */
function nearestFolder(path: string): string {
  return realPath(path) ?? nearestFolder(dirname(path));
}

function replaceFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    writeFileSync(temporary, text, mode === undefined ? {} : { mode });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function removeFile(base: string, path: string): void {
  rmSync(path);
  for (let folder = dirname(path); folder !== base && posixRelative(base, folder) !== '.'; folder = dirname(folder)) {
    if (readdirSync(folder).length > 0) return;
    rmdirSync(folder);
  }
}
