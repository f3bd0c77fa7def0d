import { verify } from '@pgpm/engine';
import type { DatabaseCommand } from '../../tasks/database-command.js';
import type { VerifyExecutorOptions } from './schema.js';

/** Options of `verify` to the engine's. */
export const verifyCommand: DatabaseCommand<VerifyExecutorOptions> = {
  operation: 'verify',
  isAtomic: () => false,
  run: async ({ database, ...request }, { requireAll, strict }) => {
    const result = await verify({ ...request, database: database.config, requireAll, strict });
    return { result, summary: result.summary };
  },
};
