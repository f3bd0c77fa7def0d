import { existsSync, rmSync } from 'node:fs';

import type { Accounts } from './account.js';
import { listMemoryHomes } from './home.js';
import { dataDirectory } from './layout.js';
import { readState } from './state.js';
import { shutDown } from './stop.js';

/**
 * Removes the test clusters whose workspace is gone: deleted, usually, with the server still running. Nobody else
 * would, and they fill memory. A workspace that was only away for a while gets a new one.
 */
export async function removeAbandoned(accounts: Accounts): Promise<void> {
  for (const home of listMemoryHomes(accounts)) {
    const state = readState(home);
    if (state === undefined || existsSync(state.workspaceRoot)) continue;
    await shutDown(dataDirectory(home));
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
