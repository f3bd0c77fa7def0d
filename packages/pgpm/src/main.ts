import { CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseArguments } from './cli/argv.js';
import { groups } from './cli/catalog.js';
import { exitCodeOf, exitCodes } from './cli/exit-codes.js';
import { CliError } from './cli/failures.js';
import { createProgram } from './cli/program.js';
import { catalog } from './commands/index.js';
import type { Host } from './host.js';

/**
 * Runs one command line.
 *
 * @returns the exit code.
 * @throws only what no user can cause.
 */
export async function main(args: readonly string[], host: Host): Promise<number> {
  let exitCode: number = exitCodes.ok;
  let complaint = '';
  const program = createProgram({
    catalog,
    groups,
    version: readVersion(),
    out: (text) => void host.stdout.write(text),
    err: (text) => {
      complaint += text;
    },
    onCommand: async (parsed) => {
      // Loaded here, because help needs none of it.
      const { runCommand } = await import('./run-command.js');
      exitCode = await runCommand(parsed, catalog, host);
    },
  });
  try {
    await program.parseAsync([...normaliseArguments(args)], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCodes.ok;
    return refuse(error, complaint, args, host);
  }
}

/** Says why a command line cannot be understood. */
async function refuse(error: CommanderError, complaint: string, args: readonly string[], host: Host): Promise<number> {
  const isHelp = error.code === 'commander.help';
  if (isHelp) host.stderr.write(complaint);
  const reason = isHelp ? 'a command is missing' : error.message.replace(/^error: /, '').replace('\n', ' ');
  const code = error.code === 'commander.unknownCommand' ? 'UNKNOWN_COMMAND' : 'USAGE';
  const failure = new CliError(code, { reason }, 'pgpm --help lists the commands, pgpm <command> --help their options');
  const { createReporter } = await import('./terminal/create-reporter.js');
  const reporter = await createReporter(args.includes('--json'), host);
  const [operation = ''] = args.filter((argument) => !argument.startsWith('-'));
  reporter.failed({ operation, modules: [], database: undefined }, failure);
  return exitCodeOf(code);
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8'));
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : '';
}
