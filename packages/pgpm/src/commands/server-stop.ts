import type { Command } from '../cli/command.js';
import { cluster, embedded } from '../shared/server.js';

export const serverStop: Command = {
  options: [cluster],
  examples: ['pgpm server stop'],
  run: async (invocation) => {
    const { stopEmbedded } = await import('@pgpm/postgres');
    const wasRunning = await stopEmbedded(await embedded(invocation));
    return { result: { wasRunning }, summary: wasRunning ? 'stopped' : 'it was not running' };
  },
};
