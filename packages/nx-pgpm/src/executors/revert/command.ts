import { revert } from '@pgpm/engine';
import { renderPlanned } from '@pgpm/engine/report';
import type { DatabaseCommand } from '../../tasks/database-command.js';
import type { RevertExecutorOptions } from './schema.js';

/** Options of `revert` to the engine's. */
export const revertCommand: DatabaseCommand<RevertExecutorOptions> = {
  operation: 'revert',
  isAtomic: ({ tx }) => tx === 'run',
  run: async ({ database, ...request }, options) => {
    const { tx, dryRun, dropExtensions, orphans, lock, wait, yes, production } = options;
    // Nx gives a batch no terminal to ask at, so the question is answered in advance or not at all. Who has come here with
    // a production database has named it, which says more than a yes.
    const isConfirmed = yes || production || database.source === 'embedded';
    const result = await revert({
      ...request,
      database: database.config,
      tx,
      dryRun,
      dropExtensions,
      orphans,
      lock,
      wait: wait * 1000,
      confirm: () => isConfirmed,
    });
    return { result, summary: result.summary, text: renderPlanned(result) };
  },
};
