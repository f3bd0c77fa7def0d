import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { flag } from '../cli/option.js';
import { cluster, embedded } from '../shared/server.js';

const check = flag('check', 'Exit with 1 when it does not run.');

export const serverStatus: Command = {
  options: [cluster, check],
  examples: ['pgpm server status'],
  run: async (invocation) => {
    const { embeddedStatus } = await import('@pgpm/postgres');
    const status = await embeddedStatus(await embedded(invocation));
    const { running, pid, url, dataDir, version } = status;
    const lines = [
      ...(url === undefined ? [] : [`url: ${url}`]),
      ...(pid === undefined ? [] : [`pid: ${pid}`]),
      ...(version === undefined ? [] : [`version: ${version}`]),
      `data: ${dataDir}`,
    ];
    const exitCode = invocation.value(check) && !running ? exitCodes.failure : exitCodes.ok;
    return { result: status, text: lines.join('\n'), summary: running ? 'running' : 'not running', exitCode };
  },
};
