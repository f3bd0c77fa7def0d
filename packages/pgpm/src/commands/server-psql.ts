import type { Command } from '../cli/command.js';
import { CliError } from '../cli/failures.js';
import { connect, databaseOptions } from '../shared/database.js';
import { pgEnvironment, pgVariables } from '../shared/pg-variables.js';
import { runProgram } from '../shared/run-program.js';
import { nearbyTargets, openWorkspaceAt, packages } from '../shared/selection.js';

export const serverPsql: Command = {
  arguments: [{ name: 'argument...', description: 'Passed on to psql; put them behind --.' }],
  options: [packages, ...databaseOptions],
  examples: ['pgpm server psql -- --version'],
  run: async (invocation) => {
    if (invocation.isJson) {
      throw new CliError('USAGE', { reason: 'stdout is what psql prints, not JSON' }, 'leave out --json');
    }
    const workspace = await openWorkspaceAt(invocation);
    const targets = await nearbyTargets(workspace, invocation.cwd, invocation.value(packages));
    invocation.reserveStdout();
    const database = await connect(invocation, workspace, targets, { serverOnly: true });
    const env = pgEnvironment(invocation.env, pgVariables(database));
    const status = await runProgram(invocation, { name: 'psql', args: invocation.args, env, hint: database.psql });
    return { result: { status }, summary: `psql ended with ${status}`, raw: '', exitCode: status };
  },
};
