import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { adopt, type Accounts } from './account.js';
import { onFileError } from './file-errors.js';

/** `.pgpm` in the workspace: everything that this package keeps is there, or linked from there. */
export function stateDirectory(workspaceRoot: string): string {
  return join(workspaceRoot, '.pgpm');
}

export function dataDirectory(home: string): string {
  return join(home, 'data');
}

export function logFile(home: string): string {
  return join(home, 'postgres.log');
}

/** Makes `.pgpm`, which version control ignores. */
export function makeStateDirectory(workspaceRoot: string, accounts: Accounts): string {
  const directory = stateDirectory(workspaceRoot);
  onFileError(directory, () => {
    if (existsSync(join(directory, '.'))) return;
    makeDirectories(directory, 0o755);
    adopt(directory, accounts.files);
    writeFileSync(join(directory, '.gitignore'), '*\n');
    adopt(join(directory, '.gitignore'), accounts.files);
  });
  return directory;
}

/** Sets the mode whatever the umask is. Directories in between can be passed by everybody. */
export function makeDirectories(directory: string, mode: number): void {
  if (!existsSync(dirname(directory))) makeDirectories(dirname(directory), 0o755);
  mkdirSync(directory);
  chmodSync(directory, mode);
}
