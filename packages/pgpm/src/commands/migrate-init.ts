import type { Command } from '../cli/command.js';
import { flag, list } from '../cli/option.js';
import { connect, databaseOptions } from '../shared/database.js';
import { dryRun, lock, wait } from '../shared/run.js';
import { nearbyTargets, openWorkspaceAt, packages } from '../shared/selection.js';

const grantRead = list(
  '--grant-read <role>',
  'A role that may read the registry, and so see the status; can be repeated.',
);

const yes = flag('yes', 'Accepted for the sake of other tools: nothing is asked.');

export const migrateInit: Command = {
  options: [grantRead, packages, ...databaseOptions, dryRun, yes, wait, lock],
  examples: ['pgpm migrate init --dry-run', 'pgpm migrate init --grant-read pg_monitor'],
  run: async (invocation) => {
    const { value, onEvent, signal } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const targets = await nearbyTargets(workspace, invocation.cwd, value(packages));
    const database = (await connect(invocation, workspace, targets)).config;
    const { initRegistry } = await import('@pgpm/engine');
    const result = await initRegistry({
      database,
      grantRead: value(grantRead),
      dryRun: value(dryRun),
      lock: value(lock),
      wait: value(wait) * 1000,
      onEvent,
      signal,
    });
    return { result, summary: result.summary };
  },
};
