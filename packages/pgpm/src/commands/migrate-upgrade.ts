import type { Command } from '../cli/command.js';
import { connect, databaseOptions } from '../shared/database.js';
import { dryRun, lock, wait } from '../shared/run.js';
import { openWorkspaceAt } from '../shared/selection.js';

export const migrateUpgrade: Command = {
  options: [dryRun, ...databaseOptions, wait, lock],
  examples: ['pgpm migrate upgrade --dry-run', 'pgpm migrate upgrade'],
  run: async (invocation) => {
    const { value, onEvent, signal } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const database = (await connect(invocation, workspace)).config;
    const { upgradeRegistry } = await import('@pgpm/engine');
    const options = { database, dryRun: value(dryRun), lock: value(lock), wait: value(wait) * 1000 };
    const result = await upgradeRegistry({ ...options, onEvent, signal });
    return { result, text: result.actions.join('\n'), summary: result.summary };
  },
};
