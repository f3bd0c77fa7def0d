import { status } from '@pgpm/engine';
import { renderError, renderStatus } from '@pgpm/engine/report';
import type { DatabaseCommand } from '../../tasks/database-command.js';
import type { StatusExecutorOptions } from './schema.js';

/** Options of `status` to the engine's. */
export const statusCommand: DatabaseCommand<StatusExecutorOptions> = {
  operation: 'status',
  isAtomic: () => false,
  run: async ({ database, ...request }) => {
    const result = await status({ ...request, database: database.config });
    const text = [renderStatus(result.modules), ...result.warnings.map(renderError)].join('\n');
    return { result, summary: result.summary, text };
  },
};
