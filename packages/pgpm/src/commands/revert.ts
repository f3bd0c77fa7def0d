import type { RevertPreview } from '@pgpm/engine';
import { CliError } from '../cli/failures.js';
import type { Command } from '../cli/command.js';
import { flag, switchedOn, text } from '../cli/option.js';
import { confirmOrThrow, yes } from '../shared/confirm.js';
import { connect, databaseOptions } from '../shared/database.js';
import { planOutFile, runOrPlan } from '../shared/plan-out.js';
import { dryRun, lock, progress, timeoutOptions, timeouts, revertTx, verbose, wait } from '../shared/run.js';
import { openWorkspaceAt, packages, selectTargets, targetArgument } from '../shared/selection.js';

const to = text('--to <reference>', 'The change to go back to, which stays deployed: a change, @tag or change@tag.');
const recursive = switchedOn(
  'recursive',
  'Leave alone what depends on them in other modules: where something does, the run fails and names it.',
);
const all = flag('all', 'Revert every module of the workspace; needed in its root when no module is named.');
const orphans = flag(
  'orphans',
  'Also revert what is deployed and in no plan any more, with the scripts that the registry keeps.',
);
const dropExtensions = flag('drop-extensions', 'Also drop the extensions that nothing else needs.');

export const revert: Command = {
  arguments: [targetArgument],
  options: [
    packages,
    to,
    recursive,
    ...databaseOptions,
    all,
    revertTx,
    dropExtensions,
    orphans,
    dryRun,
    planOutFile,
    ...timeoutOptions,
    yes,
    wait,
    lock,
    verbose,
  ],
  examples: ['pgpm revert shop --to books --yes', 'pgpm revert --all --dry-run'],
  run: async (invocation) => {
    const { value, signal } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const targets = value(all) ? 'all' : await selectTargets(invocation, workspace);
    if (targets === 'all') invocation.about({ modules: [...workspace.modules.keys()] });
    if (value(all) && invocation.args.length > 0) {
      throw new CliError('USAGE', { reason: '--all and the names of modules exclude each other' });
    }
    const { revert: run } = await import('@pgpm/engine');
    return runOrPlan(invocation, async (planOut) => {
      const database = await connect(invocation, workspace, targets);
      return run({
        workspace,
        targets,
        all: value(all),
        to: value(to),
        recursive: value(recursive),
        database: database.config,
        tx: value(revertTx),
        dropExtensions: value(dropExtensions),
        orphans: value(orphans),
        dryRun: value(dryRun) || planOut !== undefined,
        planOut,
        ...timeouts(invocation),
        confirm: (changes, preview) => {
          const question = `revert these changes of ${database.describe}?`;
          return confirmOrThrow(invocation, 'revert', changes, question, async () => removedLines(await preview()));
        },
        lock: value(lock),
        wait: value(wait) * 1000,
        onEvent: progress(invocation),
        signal,
      });
    });
  },
};

/** What would be gone from the database, found by trying. */
function removedLines({ objects, rows, untried }: RevertPreview): readonly string[] {
  return [
    ...objects.map(
      ({ kind, name, rows: count }) => `removes ${kind} ${name}${count === undefined ? '' : ` with ${count} rows`}`,
    ),
    ...rows.map(({ table, deleted, updated }) => `deletes ${deleted} and updates ${updated} rows of ${table}`),
    ...untried.map((change) => `${change} cannot be tried: it runs outside of a transaction`),
  ];
}
