import type { Command } from '../cli/command.js';
import { flag, switchedOn, undecided } from '../cli/option.js';
import { connect, databaseOptions } from '../shared/database.js';
import { needlessYes } from '../shared/confirm.js';
import { isCi } from '../shared/environment.js';
import { planOutFile, runOrPlan } from '../shared/plan-out.js';
import { dryRun, lock, progress, timeoutOptions, timeouts, tx, verbose, wait } from '../shared/run.js';
import {
  openWorkspaceAt,
  recursive,
  selectionOptions,
  selectTargets,
  targetArgument,
  to,
} from '../shared/selection.js';

const logOnly = undecided(flag('log-only', 'Record the changes as deployed without running their scripts.'));
const usePlan = undecided(
  switchedOn('use-plan', 'Take the requirements of changes from the headers of scripts, not from the plan.'),
);
const allowChanged = flag('allow-changed', 'Say nothing about deployed changes whose script was edited.');
const strictHash = flag('strict-hash', 'Refuse to run when one was edited. Default: on where the variable CI is set.');
const ensure = flag('ensure', 'A target that lies behind what is deployed is a warning, not an error.');
const createdb = flag('createdb', 'Create the database when it does not exist; the embedded server does so anyway.');
const keepScripts = switchedOn('keep-scripts', 'Do not keep the revert scripts in the registry.');
const verifyAfter = flag('verify', 'Then verify what is deployed; a failure there is one of the command.');
const fast = flag('fast', 'Accepted for the sake of other tools: every deploy is fast.', {
  also: ['--bundled', '--cache'],
});

export const deploy: Command = {
  arguments: [targetArgument],
  options: [
    ...selectionOptions,
    ...databaseOptions,
    tx,
    logOnly,
    usePlan,
    allowChanged,
    strictHash,
    ensure,
    createdb,
    dryRun,
    planOutFile,
    ...timeoutOptions,
    keepScripts,
    wait,
    lock,
    verifyAfter,
    verbose,
    fast,
    needlessYes,
  ],
  examples: ['pgpm deploy', 'pgpm deploy shop:@v1 --dry-run', 'pgpm deploy --package shop --to books --createdb'],
  run: async (invocation) => {
    const { value, signal, env } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const targets = await selectTargets(invocation, workspace);
    const { deploy: run, verify } = await import('@pgpm/engine');
    return runOrPlan(invocation, async (planOut) => {
      const database = await connect(invocation, workspace, targets);
      const subject = {
        workspace,
        targets,
        to: value(to),
        recursive: value(recursive),
        database: database.config,
        onEvent: progress(invocation),
        signal,
      };
      const result = await run({
        ...subject,
        tx: value(tx),
        logOnly: value(logOnly),
        usePlan: value(usePlan),
        allowChanged: value(allowChanged),
        strictHash: value(strictHash) || (isCi(env) && !value(allowChanged)),
        ensure: value(ensure),
        dryRun: value(dryRun) || planOut !== undefined,
        planOut,
        ...timeouts(invocation),
        keepScripts: value(keepScripts),
        // A database on the embedded server is this workspace's own: nobody has to be asked.
        createDatabase: value(createdb) || database.source === 'embedded',
        lock: value(lock),
        wait: value(wait) * 1000,
      });
      if (!value(verifyAfter) || result.dryRun) return result;
      const verified = await verify(subject);
      return { ...result, verified, summary: `${result.summary}, ${verified.summary}` };
    });
  },
};
