import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Command } from '../cli/command.js';
import { CliError } from '../cli/failures.js';
import { connect, databaseOptions } from '../shared/database.js';
import { pgEnvironment, pgVariables } from '../shared/pg-variables.js';
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
    const status = await new Promise<number>((done, fail) => {
      const child = spawn(command, args, { stdio: 'inherit', env: pgEnvironment(invocation.env, variables) });
      child.on('error', () => fail(new CliError('CLIENT_TOOL_MISSING', { tool: command })));
      // As shells do: a signal counts from 128.
      child.on('close', (code, signal) => done(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    });
    return { result: { status }, summary: `${command} ended with ${status}`, raw: '', exitCode: status };
  },
};

/** As one word of a POSIX shell. */
function quoteShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
