import type { Command } from '../cli/command.js';
import { cluster, embedded } from '../shared/server.js';

export const serverStop: Command = {
  options: [cluster],
  examples: ['pgpm server stop'],
  run: async (invocation) => {
    const { stopEmbedded, stopWasm } = await import('@pgpm/postgres');
    const { workspaceRoot, cluster: which } = await embedded(invocation);
    const wasEmbedded = await stopEmbedded({ workspaceRoot, cluster: which });
    // Those of tests end by themselves.
    const wasRunning = (which !== 'test' && (await stopWasm({ workspaceRoot }))) || wasEmbedded;
    return { result: { wasRunning }, summary: wasRunning ? 'stopped' : 'it was not running' };
  },
};
