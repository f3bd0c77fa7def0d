import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';

/** A path below `from`, with `/` on every platform; `.` for `from` itself. */
export function posixRelative(from: string, to: string): string {
  const below = from.endsWith(sep) ? from : from + sep;
  const path = to.startsWith(below) ? to.slice(below.length) : relative(from, to);
  return path === '' ? '.' : path.split(sep).join('/');
}

/** A path one step below an absolute one. Without a look at every part of it again, which `join` takes. */
export function childPath(dir: string, name: string): string {
  return dir.endsWith(sep) ? dir + name : dir + sep + name;
}

/** `dir/file`, where `.` stands for the directory that paths are relative to. */
export function joinPosix(dir: string, file: string): string {
  return dir === '.' ? file : `${dir}/${file}`;
}

/** Whether `path` is `dir` or lies below it. Both are real paths. */
export function isInside(dir: string, path: string): boolean {
  return path === dir || path.startsWith(dir.endsWith(sep) ? dir : dir + sep);
}

/** The path without symbolic links; undefined when it leads nowhere. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** Orders by path, byte by byte: the same on every machine. */
export function sortByPath<T>(items: readonly T[], pathOf: (item: T) => string): readonly T[] {
  if (items.length < 2) return items;
  return items
    .map((item) => ({ item, bytes: Buffer.from(pathOf(item)) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ item }) => item);
}
