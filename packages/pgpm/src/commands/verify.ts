import type { Command } from '../cli/command.js';
import { flag, type Option } from '../cli/option.js';
import { connect, databaseOptions } from '../shared/database.js';
import { needlessYes } from '../shared/confirm.js';
import { progress, verbose, wait } from '../shared/run.js';
import {
  openWorkspaceAt,
  recursive,
  selectionOptions,
  selectTargets,
  targetArgument,
  to,
} from '../shared/selection.js';

const requireAll = flag('require-all', 'A planned change that is not deployed is a failure.');
const strict = flag(
  'strict',
  'So is a missing verify script, and one whose last result is a single boolean that is not true, or no row of one.',
);

/** Verifying takes no lock, so there is nobody to wait for. */
const needlessWait: Option<number> = { ...wait, isHidden: true };

export const verify: Command = {
  arguments: [targetArgument],
  options: [...selectionOptions, ...databaseOptions, requireAll, strict, verbose, needlessYes, needlessWait],
  examples: ['pgpm verify', 'pgpm verify shop --to @v1'],
  run: async (invocation) => {
    const { value, signal } = invocation;
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
      onEvent: progress(invocation),
      signal,
    });
    return { result, summary: result.summary };
  },
};
