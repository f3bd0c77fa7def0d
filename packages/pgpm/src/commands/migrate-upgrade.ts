import type { Command } from '../cli/command.js';
import { confirmOrThrow, yes } from '../shared/confirm.js';
import { connect, databaseOptions } from '../shared/database.js';
import { dryRun, lock, wait } from '../shared/run.js';
import { nearbyTargets, openWorkspaceAt, packages } from '../shared/selection.js';

export const migrateUpgrade: Command = {
  options: [packages, ...databaseOptions, dryRun, yes, wait, lock],
  examples: ['pgpm migrate upgrade --dry-run', 'pgpm migrate upgrade --yes'],
  run: async (invocation) => {
    const { value, onEvent, signal } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const targets = await nearbyTargets(workspace, invocation.cwd, value(packages));
    const database = await connect(invocation, workspace, targets);
    const { upgradeRegistry } = await import('@pgpm/engine');
    const run = (isDry: boolean) =>
      upgradeRegistry({
        database: database.config,
        dryRun: isDry,
        lock: value(lock),
        wait: value(wait) * 1000,
        onEvent,
        signal,
      });
    const planned = await run(true);
    if (value(dryRun) || planned.actions.length === 0) return { result: planned, summary: planned.summary };
    await confirmOrThrow(invocation, 'upgrade', planned.actions, `change the registry of ${database.describe}?`);
    const result = await run(false);
    return { result, summary: result.summary };
  },
};
