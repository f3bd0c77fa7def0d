import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { CliError } from '../cli/failures.js';
import type { FetchedModule } from './fetched.js';
import { filesOf } from './integrity.js';
import type { LockEntry } from './lock.js';

/** Puts a module into its folder. What was there is replaced in one step, and is back in its place when that fails. */
export function placeModule({ folder }: Pick<FetchedModule, 'folder'>, target: string): void {
  const fresh = `${target}.${randomUUID()}.new`;
  const old = `${target}.${randomUUID()}.old`;
  mkdirSync(dirname(target), { recursive: true });
  try {
    // What the integrity is of, and nothing else.
    for (const path of filesOf(folder)) copyFile(join(folder, path), join(fresh, path));
    if (existsSync(target)) renameSync(target, old);
    try {
      renameSync(fresh, target);
    } catch (error) {
      if (existsSync(old)) renameSync(old, target);
      throw error;
    }
  } finally {
    for (const path of [fresh, old]) rmSync(path, { recursive: true, force: true });
  }
}

/** As the user would write it: of the mode in a package, whether somebody may run the file is all that is kept. */
function copyFile(from: string, to: string): void {
  const isProgram = (statSync(from).mode & 0o111) !== 0;
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, readFileSync(from), { mode: isProgram ? 0o777 : 0o666 });
}

/** @throws {EngineError} `PATH_OUTSIDE_WORKSPACE` for a folder that a symbolic link leads there. It need not exist. */
export async function refuseOutside(root: string, path: string): Promise<void> {
  let nearest = join(root, path);
  while (!existsSync(nearest)) nearest = dirname(nearest);
  if (`${realpathSync(nearest)}${sep}`.startsWith(root.endsWith(sep) ? root : root + sep)) return;
  const { EngineError } = await import('@pgpm/engine');
  throw new EngineError(
    'PATH_OUTSIDE_WORKSPACE',
    { path },
    { hint: 'a symbolic link leads there: put a folder into its place' },
  );
}

/**
 * @param present - the integrity of the files that would be replaced.
 * @throws {CliError} `INTEGRITY_MISMATCH` for an installed module whose files are not those that were installed.
 */
export function checkUnedited(npmName: string, path: string, present: string, recorded: LockEntry | undefined): void {
  if (present === recorded?.integrity) return;
  const hint = 'move your edits into a module of your own, or say --force to lose them';
  throw new CliError('INTEGRITY_MISMATCH', { package: npmName, path }, hint);
}
