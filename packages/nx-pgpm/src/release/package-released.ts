import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { packageModule, readModule, type Module } from '@pgpm/engine';
import { GeneratorError, withReadableErrors } from '../tree/generator-error.js';

/** What git has to be told about, relative to the workspace root. */
export interface ReleasedFiles {
  readonly changedFiles: string[];
  readonly deletedFiles: string[];
}

/**
 * Packages modules into their `sql` folders, in place of what an earlier version left there. Upgrade scripts, which name
 * two versions, stay.
 *
 * @param versions - the new version of each module, by folder. One whose package.json has another version is left alone: its
 * release has come to nothing.
 * @throws {GeneratorError} `RELEASE_INCOMPLETE`: versions are written by now, and nothing is committed.
 */
export async function packageReleased(root: string, versions: ReadonlyMap<string, string>): Promise<ReleasedFiles> {
  const changedFiles: string[] = [];
  const deletedFiles: string[] = [];
  const inWorkspace = (path: string): string => relative(root, path).replaceAll(sep, '/');
  for (const [path, version] of versions) {
    const module = readModule(join(root, path), root);
    if (module.version !== version) continue;
    const { files } = await packaged(module, root);
    const old = earlierFiles(module, files);
    for (const file of old) rmSync(file);
    changedFiles.push(...files.map(inWorkspace));
    deletedFiles.push(...old.map(inWorkspace));
  }
  return { changedFiles, deletedFiles };
}

async function packaged(module: Module, root: string): ReturnType<typeof packageModule> {
  try {
    return await withReadableErrors(() => packageModule({ module, root }));
  } catch (cause) {
    throw new GeneratorError(
      'RELEASE_INCOMPLETE',
      `${module.name} could not be packaged; the new versions are written, but not committed\n${cause instanceof Error ? cause.message : String(cause)}`,
      'git status shows what is written; git restore takes it back',
    );
  }
}

/** What `package` has written for other versions. */
function earlierFiles(module: Module, files: readonly string[]): readonly string[] {
  const [first = ''] = files;
  const prefix = `${module.name}--`;
  return readdirSync(dirname(first))
    .filter((name) => name.startsWith(prefix) && /(?:\.sql|\.bundle\.tar\.gz)$/.test(name))
    .filter((name) => !name.slice(prefix.length).includes('--'))
    .filter((name) => !files.some((file) => basename(file) === name))
    .map((name) => join(dirname(first), name));
}
