import { exitCodes } from '../cli/exit-codes.js';
import { CliError } from '../cli/failures.js';
import type { Command } from '../cli/command.js';
import { flag } from '../cli/option.js';
import { connect, databaseOptions } from '../shared/database.js';
import { needlessYes } from '../shared/confirm.js';
import { openWorkspaceAt, packages, recursive, selectTargets } from '../shared/selection.js';

const check = flag('check', 'Exit with 5 unless everything is deployed, unchanged and in order.');

export const status: Command = {
  arguments: [{ name: 'module...', description: 'Modules, as a whole. Default: where you are.' }],
  options: [packages, recursive, ...databaseOptions, check, needlessYes],
  examples: ['pgpm status', 'pgpm migrate status --database postgres'],
  run: async (invocation) => {
    const { value, signal, onEvent } = invocation;
    refusePoints([...invocation.args, ...value(packages)]);
    const workspace = await openWorkspaceAt(invocation);
    const targets = await selectTargets(invocation, workspace);
    const database = await connect(invocation, workspace, targets);
    const { status: run } = await import('@pgpm/engine');
    const { renderError, renderStatus } = await import('@pgpm/engine/report');
    const result = await run({
      workspace,
      targets,
      recursive: value(recursive) || targets === 'all',
      database: database.config,
      onEvent,
      signal,
    });
    const text = [renderStatus(result.modules), ...result.warnings.map(renderError)].join('\n');
    const exitCode = value(check) && !result.clean ? exitCodes.drift : exitCodes.ok;
    return { result, summary: result.summary, text, exitCode };
  },
};

function refusePoints(targets: readonly string[]): void {
  const pointed = targets.find((target) => target.includes(':'));
  if (pointed === undefined) return;
  const reason = `status is about modules as a whole: "${pointed}" names a point in a plan`;
  throw new CliError('USAGE', { reason }, `pgpm status ${pointed.split(':', 1)[0] ?? ''}`);
}
