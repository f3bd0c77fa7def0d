import type { Command } from '../cli/command.js';
import { flag } from '../cli/option.js';
import { connect, databaseOptions } from '../shared/database.js';
import {
  openWorkspaceAt,
  recursive,
  selectionOptions,
  selectTargets,
  targetArgument,
  to,
} from '../shared/selection.js';

const requireAll = flag('require-all', 'A planned change that is not deployed is a failure.');
const strict = flag('strict', 'So is a missing script, and one whose last result is a boolean and not true.');

export const verify: Command = {
  arguments: [targetArgument],
  options: [...selectionOptions, ...databaseOptions, requireAll, strict],
  examples: ['pgpm verify', 'pgpm verify shop --to @v1'],
  run: async (invocation) => {
    const { value, onEvent, signal } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const targets = await selectTargets(invocation, workspace);
    const database = await connect(invocation, workspace, targets);
    const { verify: run } = await import('@pgpm/engine');
    const result = await run({
      workspace,
      targets,
      to: value(to),
      recursive: value(recursive),
      database: database.config,
      requireAll: value(requireAll),
      strict: value(strict),
      onEvent,
      signal,
    });
    return { result, summary: result.summary };
  },
};
