import { deploy } from '@pgpm/engine';
import type { DatabaseCommand } from '../../tasks/database-command.js';
import type { DeployExecutorOptions } from './schema.js';

/** Options of `deploy` to the engine's. */
export const deployCommand: DatabaseCommand<DeployExecutorOptions> = {
  operation: 'deploy',
  isAtomic: ({ tx }) => tx === 'run',
  run: async ({ database, ...request }, options) => {
    const { tx, logOnly, usePlan, allowChanged, strictHash, dryRun } = options;
    const result = await deploy({
      ...request,
      database: database.config,
      tx,
      logOnly,
      usePlan,
      allowChanged,
      strictHash,
      dryRun,
      // A database on the embedded server is this workspace's own: nobody has to be asked.
      createDatabase: options.createdb || database.source === 'embedded',
      wait: options.wait * 1000,
    });
    return { result, summary: result.summary };
  },
};
