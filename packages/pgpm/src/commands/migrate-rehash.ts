import type { Command } from '../cli/command.js';
import { confirmOrThrow, yes } from '../shared/confirm.js';
import { connect, databaseOptions } from '../shared/database.js';
import { dryRun, lock, wait } from '../shared/run.js';
import {
  openWorkspaceAt,
  recursive,
  selectionOptions,
  selectTargets,
  targetArgument,
  to,
} from '../shared/selection.js';

export const migrateRehash: Command = {
  arguments: [targetArgument],
  options: [...selectionOptions, ...databaseOptions, dryRun, yes, wait, lock],
  examples: ['pgpm migrate rehash --dry-run', 'pgpm migrate rehash shop --yes'],
  run: async (invocation) => {
    const { value, onEvent, signal } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const targets = await selectTargets(invocation, workspace);
    const database = await connect(invocation, workspace, targets);
    const { rehash } = await import('@pgpm/engine');
    const run = (isDry: boolean) =>
      rehash({
        workspace,
        targets,
        to: value(to),
        recursive: value(recursive),
        database: database.config,
        dryRun: isDry,
        lock: value(lock),
        wait: value(wait) * 1000,
        onEvent,
        signal,
      });
    const planned = await run(true);
    const names = planned.changes.map(({ package: module, name }) => `${module}:${name}`);
    if (value(dryRun) || names.length === 0)
      return { result: planned, text: names.join('\n'), summary: planned.summary };
    await confirmOrThrow(invocation, 'rehash', names, `take these edited scripts for what ${database.describe} has?`);
    const result = await run(false);
    return { result, text: names.join('\n'), summary: result.summary };
  },
};
