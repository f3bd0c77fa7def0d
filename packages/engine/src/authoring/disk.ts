import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
  type Dirent,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { EngineError } from '../errors/index.js';
import {
  isInside,
  joinPosix,
  posixRelative,
  readText,
  realPath,
  resemble,
  sortByPath,
  writeBeside,
} from '../workspace/index.js';
import { withEditLock } from './edit-lock.js';
import type { FileEdit, Files } from './files.js';

/**
 * The files of a workspace on disk, each as it was when it was first read: an edit is made for that text, and for no other.
 * Folders with a leading dot and `node_modules` are not listed.
 */
export function diskFiles(root: string): Files {
  const texts = new Map<string, string | undefined>();
  const read = (path: string): string | undefined => {
    const found = readText(join(root, path), path);
    if (found?.problems[0] !== undefined) throw found.problems[0];
    texts.set(path, found?.text);
    return found?.text;
  };
  return {
    read: (path) => (texts.has(path) ? texts.get(path) : read(path)),
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
 * Writes edits, while no other process does. All are checked before the first is written: their paths stay inside the root when symbolic links are
 * followed, and no file was changed since it was read. New texts are on the disk before the first file is replaced, each as
 * a whole, so that readers never see half of one; folders that become empty go. A failure leaves things as they were.
 *
 * @throws {EngineError} `PATH_OUTSIDE_WORKSPACE`, `FILE_CHANGED`; and what the operating system refuses.
 */
export function applyEdits(root: string, edits: readonly FileEdit[]): void {
  if (edits.length === 0) return;
  const base = realPath(root) ?? root;
  withEditLock(base, () => writeEdits(base, edits));
}

function writeEdits(base: string, edits: readonly FileEdit[]): void {
  const targets = edits.map((edit) => ({ edit, path: targetOf(base, edit) }));
  const undo: Undo = [];
  try {
    const staged = targets.flatMap(({ edit, path }) => ('after' in edit ? [stage(path, edit.after, undo)] : []));
    for (const replace of staged) replace();
    for (const { edit, path } of targets) if ('movedTo' in edit) moveFile(path, join(base, edit.movedTo), undo);
    for (const { edit, path } of targets) if ('deleted' in edit) removeFile(base, path, undo);
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

/** Where the file really is, after it was checked. */
function targetOf(base: string, edit: FileEdit): string {
  const { path } = edit;
  const target = insideOf(base, path);
  const isAsRead =
    'movedTo' in edit
      ? existsSync(target) && !existsSync(insideOf(base, edit.movedTo))
      : readText(target, path)?.text === edit.before;
  if (isAsRead) return target;
  throw new EngineError('FILE_CHANGED', { path }, { place: { file: path }, hint: 'run the command again' });
}

function insideOf(base: string, path: string): string {
  const written = join(base, path);
  const target = realPath(written) ?? written;
  const parent = nearestFolder(dirname(target));
  if (isInside(base, written) && isInside(base, target) && isInside(base, parent)) return target;
  throw new EngineError('PATH_OUTSIDE_WORKSPACE', { path });
}

/** The folder that is there already, without symbolic links. */
function nearestFolder(path: string): string {
  return realPath(path) ?? nearestFolder(dirname(path));
}

/** What takes back what was done, from the last step to the first. */
type Undo = (() => void)[];

/**
 * Writes a text beside the file that it is for.
 *
 * @returns what puts it in its place.
 */
function stage(path: string, text: string, undo: Undo): () => void {
  const made = mkdirSync(dirname(path), { recursive: true });
  if (made !== undefined) undo.push(() => rmSync(made, { recursive: true, force: true }));
  const isNew = !existsSync(path);
  const temporary = writeBeside(path, text);
  undo.push(() => rmSync(temporary, { force: true }));
  return () => {
    if (isNew) undo.push(() => rmSync(path, { force: true }));
    else keep(path, undo);
    renameSync(temporary, path);
  };
}

/** Every byte of it, also a mark at its begin that is not part of its text. */
function keep(path: string, undo: Undo): void {
  const content = readFileSync(path);
  const present = statSync(path);
  undo.push(() => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: present.mode });
    resemble(path, present);
  });
}

function moveFile(path: string, to: string, undo: Undo): void {
  renameSync(path, to);
  undo.push(() => renameSync(to, path));
}

function removeFile(base: string, path: string, undo: Undo): void {
  keep(path, undo);
  rmSync(path);
  for (let folder = dirname(path); folder !== base && posixRelative(base, folder) !== '.'; folder = dirname(folder)) {
    if (readdirSync(folder).length > 0) return;
    rmdirSync(folder);
  }
}
