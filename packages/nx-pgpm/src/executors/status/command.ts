import { status } from '@pgpm/engine';
import { renderStatus } from '@pgpm/engine/report';
import type { DatabaseCommand } from '../../tasks/database-command.js';
import type { StatusExecutorOptions } from './schema.js';

/** Options of `status` to the engine's. */
export const statusCommand: DatabaseCommand<StatusExecutorOptions> = {
  operation: 'status',
  isAtomic: () => false,
  run: async ({ database, ...request }) => {
    const result = await status({ ...request, database: database.config });
    return { result, summary: result.summary, text: renderStatus(result.modules) };
  },
};
