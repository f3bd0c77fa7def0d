import type { Command } from '../cli/command.js';
import { connect, databaseOptions } from '../shared/database.js';
import { pgEnvironment, pgVariables } from '../shared/pg-variables.js';
import { runProgram } from '../shared/run-program.js';
import { nearbyTargets, openWorkspaceAt, packages } from '../shared/selection.js';

export const env: Command = {
  arguments: [{ name: 'command...', description: 'Run with the variables set; put it behind --.' }],
  options: [packages, ...databaseOptions],
  examples: ['pgpm env', 'pgpm env -- node --version'],
  run: async (invocation) => {
    const workspace = await openWorkspaceAt(invocation);
    const targets = await nearbyTargets(workspace, invocation.cwd, invocation.value(packages));
    invocation.reserveStdout();
    const variables = pgVariables(await connect(invocation, workspace, targets));
    const [command, ...args] = invocation.args;
    if (command === undefined) {
      const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quoteShell(value)}\n`);
      return { result: variables, summary: 'variables for libpq', raw: lines.join('') };
    }
    const environment = pgEnvironment(invocation.env, variables);
    const status = await runProgram(invocation, { name: command, args, env: environment });
    return { result: { status }, summary: `${command} ended with ${status}`, raw: '', exitCode: status };
  },
};

/** As one word of a POSIX shell. */
function quoteShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
