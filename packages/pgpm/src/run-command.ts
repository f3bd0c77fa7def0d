import type { Database } from '@pgpm/postgres';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CatalogEntry } from './cli/catalog.js';
import { exitCodeOf, exitCodes } from './cli/exit-codes.js';
import { CliError } from './cli/failures.js';
import type { Invocation } from './cli/invocation.js';
import type { ParsedCommand } from './cli/program.js';
import type { Host } from './host.js';
import { createReporter } from './terminal/create-reporter.js';
import { createPrompts } from './terminal/prompts.js';

/**
 * Runs a command and reports how it went. After Ctrl-C the process ends as that signal would have ended it, when the
 * command has rolled back.
 *
 * @returns the exit code.
 * @throws only what no user can cause.
 */
export async function runCommand(
  { entry, command, args, options, globals }: ParsedCommand,
  catalog: readonly CatalogEntry[],
  host: Host,
): Promise<number> {
  const { isCodedError, listenForInterrupts } = await import('@pgpm/engine');
  const isJson = globals['json'] === true;
  const reporter = await createReporter(isJson, host);
  const interrupts = listenForInterrupts(host, (signal) => void host.kill(host.pid, signal));
  let modules: readonly string[] = [];
  let database: Database | undefined;
  const subject = () => ({ operation: entry.name, modules, database });
  const isInteractive = host.stdin.isTTY && host.stderr.isTTY && !isJson;
  try {
    const invocation: Invocation = {
      cwd: folderOf(globals['cwd'], host.cwd()),
      env: host.env,
      isJson,
      signal: interrupts.signal,
      passSignals: (pass) => {
        interrupts.release();
        host.on('SIGINT', () => undefined);
        for (const signal of ['SIGTERM', 'SIGHUP'] as const) host.on(signal, () => pass(signal));
      },
      args,
      value: (option) => option.read(options[option.key]),
      about: (known) => {
        modules = known.modules ?? modules;
        if (known.database === undefined) return;
        database = known.database;
        reporter.connected(database);
      },
      reserveStdout: () => reporter.reserveStdout(),
      onEvent: (event) => reporter.event(event),
      note: (line) => reporter.note(line),
      describeCommands: () =>
        Promise.all(
          catalog.map(async (one) => {
            const { arguments: known = [], options = [] } = await one.load();
            return { name: one.name, arguments: known, options };
          }),
        ),
      prompts: createPrompts({
        input: host.stdin,
        output: host.stderr,
        isInteractive,
        signal: interrupts.signal,
        interrupt: interrupts.interrupt,
      }),
    };
    // A value that is none must not be found when half of the work is done.
    for (const option of command.options ?? []) invocation.value(option);
    const outcome = await command.run(invocation);
    reporter.done(subject(), outcome);
    return outcome.exitCode ?? exitCodes.ok;
  } catch (error) {
    const failure = isCodedError(error) ? error : fileSystemError(error);
    if (failure === undefined) throw error;
    reporter.failed(subject(), failure);
    return exitCodeOf(failure.code);
  } finally {
    interrupts.release();
  }
}

function folderOf(given: unknown, current: string): string {
  if (typeof given !== 'string') return current;
  const folder = resolve(current, given);
  if (given !== '' && statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw new CliError('USAGE', { reason: `--cwd: there is no folder "${given}"` });
}

/** What the operating system refuses is for the user to cure; anything else is a bug. */
function fileSystemError(error: unknown): CliError | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  return new CliError('FILE_SYSTEM', { path, reason: error.message });
}
