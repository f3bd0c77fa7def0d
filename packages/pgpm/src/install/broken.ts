import type { Module } from '@pgpm/engine';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../cli/failures.js';
import type { FetchedModule } from './fetched.js';

/**
 * Looks at modules before they get into the workspace, where one that cannot be read would stop every command.
 *
 * @throws {CliError} `NOT_A_MODULE_PACKAGE` with all that is wrong with the first of them.
 */
export async function refuseBroken(modules: readonly FetchedModule[]): Promise<void> {
  const { readModule } = await import('@pgpm/engine');
  for (const { npmName, version, folder } of modules) {
    const problems = problemsOf(readModule(folder, folder));
    if (problems.length === 0) continue;
    const hint = 'tell its maintainers; another version may do: pgpm install <package>@<version>';
    throw new CliError('NOT_A_MODULE_PACKAGE', { package: `${npmName} ${version}`, problems }, hint);
  }
}

/** What would stop a deploy before it begins. */
function problemsOf({ dir, plan, problems }: Module): readonly string[] {
  const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  const missing = plan.changes
    .map(({ name }) => `deploy/${name}.sql`)
    .filter((path) => statSync(join(dir, path), { throwIfNoEntry: false })?.isFile() !== true)
    .map((path) => `${path} is missing`);
  return [...errors, ...missing];
}
