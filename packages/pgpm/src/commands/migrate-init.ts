import type { Command } from '../cli/command.js';
import { flag, list } from '../cli/option.js';
import { connect, databaseOptions } from '../shared/database.js';
import { lock, wait } from '../shared/run.js';
import { openWorkspaceAt, packages } from '../shared/selection.js';

const grantRead = list(
  '--grant-read <role>',
  'A role that may read the registry, and so see the status; can be repeated.',
);

const yes = flag('yes', 'Accepted for the sake of other tools: nothing is asked.');

export const migrateInit: Command = {
  options: [grantRead, packages, ...databaseOptions, yes, wait, lock],
  examples: ['pgpm migrate init', 'pgpm migrate init --grant-read pg_monitor'],
  run: async (invocation) => {
    const { value, onEvent, signal } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const database = (await connect(invocation, workspace, value(packages))).config;
    const { initRegistry } = await import('@pgpm/engine');
    const options = { database, grantRead: value(grantRead), lock: value(lock), wait: value(wait) * 1000 };
    const result = await initRegistry({ ...options, onEvent, signal });
    return { result, summary: result.summary };
  },
};
