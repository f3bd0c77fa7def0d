import { deploy } from '@pgpm/engine';
import { renderPlanned } from '@pgpm/engine/report';
import type { DatabaseCommand } from '../../tasks/database-command.js';
import type { DeployExecutorOptions } from './schema.js';

/** Options of `deploy` to the engine's. */
export const deployCommand: DatabaseCommand<DeployExecutorOptions> = {
  operation: 'deploy',
  isAtomic: ({ tx }) => tx === 'run',
  run: async ({ database, ...request }, options) => {
    const { tx, logOnly, usePlan, allowChanged, strictHash = isCi(), ensure, lock, dryRun } = options;
    const result = await deploy({
      ...request,
      database: database.config,
      tx,
      logOnly,
      usePlan,
      allowChanged,
      strictHash,
      ensure,
      lock,
      dryRun,
      // A database on the embedded server is this workspace's own: nobody has to be asked.
      createDatabase: options.createdb || database.source === 'embedded',
      wait: options.wait * 1000,
    });
    return { result, summary: result.summary, text: renderPlanned(result) };
  },
};

/** An edited script that nobody sees in a terminal must not pass. Any value but an empty one and `false` counts. */
function isCi(): boolean {
  const { CI } = process.env;
  return CI !== undefined && CI !== '' && CI !== 'false';
}
