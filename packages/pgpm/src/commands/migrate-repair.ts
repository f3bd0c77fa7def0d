import type { RepairResult } from '@pgpm/engine';
import type { Command } from '../cli/command.js';
import { choice } from '../cli/option.js';
import { confirmOrThrow, yes } from '../shared/confirm.js';
import { connect, databaseOptions } from '../shared/database.js';
import { dryRun, lock, wait } from '../shared/run.js';
import { openWorkspaceAt, packages, recursive, selectTargets, targetArgument } from '../shared/selection.js';

const statements = choice(
  '--statements <how>',
  ['skip', 'again', 'forget'],
  'What to do with scripts that stopped half way: the interrupted statement has run, has not, or all begins anew.',
);

export const migrateRepair: Command = {
  arguments: [targetArgument],
  options: [packages, recursive, statements, ...databaseOptions, dryRun, yes, wait, lock],
  examples: ['pgpm migrate repair --dry-run', 'pgpm migrate repair --yes'],
  run: async (invocation) => {
    const { value, onEvent, signal } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const targets = await selectTargets(invocation, workspace);
    const database = await connect(invocation, workspace, targets);
    const { repair } = await import('@pgpm/engine');
    const run = (isDry: boolean) =>
      repair({
        workspace,
        targets,
        recursive: value(recursive),
        database: database.config,
        statements: value(statements),
        dryRun: isDry,
        lock: value(lock),
        wait: value(wait) * 1000,
        onEvent,
        signal,
      });
    const planned = await run(true);
    const lines = repairLines(planned);
    if (value(dryRun) || lines.length === 0) {
      return { result: planned, text: lines.join('\n'), summary: planned.summary };
    }
    await confirmOrThrow(invocation, 'repair', lines, `repair the registry of ${database.describe}?`);
    const result = await run(false);
    return { result, text: repairLines(result).join('\n'), summary: result.summary };
  },
};

function repairLines({ renamed, interrupted, partial }: RepairResult): readonly string[] {
  return [
    ...renamed.map(({ package: module, from, to }) => `${module}:${from} is ${module}:${to} now`),
    ...interrupted.map(({ id }) => `run ${id} never ended`),
    ...partial.map(
      ({ package: module, change, operation, executed }) =>
        `${operation} of ${module}:${change} stopped after ${executed} statements`,
    ),
  ];
}
