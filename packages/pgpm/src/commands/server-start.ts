import type { Command } from '../cli/command.js';
import { cluster, embedded } from '../shared/server.js';

export const serverStart: Command = {
  options: [cluster],
  examples: ['pgpm server start'],
  run: async (invocation) => {
    const { startEmbedded } = await import('@pgpm/postgres');
    const server = await startEmbedded(await embedded(invocation));
    const { cluster: name, place, database, version } = server;
    const psql = server.psql(database);
    const result = { cluster: name, ...place, database, version, psql };
    const summary = `PostgreSQL ${version} runs on port ${place.port} (embedded, ${name})`;
    return { result, summary, text: `look at it with: ${psql}` };
  },
};
