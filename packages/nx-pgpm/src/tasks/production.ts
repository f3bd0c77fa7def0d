import { EngineError } from '@pgpm/engine';
import type { Database } from '@pgpm/postgres';
import type { DatabaseOptions } from './database-command.js';

/** Asks a person for the name of a database; undefined when nobody can be asked, or does not answer. */
export type AskName = (question: string) => Promise<string | undefined>;

/**
 * Lets a run pass that may change a production database: its name has to be said, in advance or at the terminal. What is
 * not marked as production passes, and so does what changes nothing.
 *
 * @throws {EngineError} `PRODUCTION_NOT_CONFIRMED`.
 */
export async function confirmProduction(
  operation: string,
  { production = false, confirm, dryRun = false }: Pick<DatabaseOptions, 'production' | 'confirm' | 'dryRun'>,
  { config, describe }: Pick<Database, 'config' | 'describe'>,
  ask: AskName = askAtTerminal,
): Promise<void> {
  if (!production || dryRun) return;
  const { database = '' } = config;
  const given = confirm ?? (await ask(`${operation} on production, ${describe}. The name of the database?`));
  if (given === database) return;
  const hint = `look at the place above; if it is the right one, say --confirm=${quoted(database)}`;
  throw new EngineError('PRODUCTION_NOT_CONFIRMED', { operation, database, given }, { hint });
}

/** Nx gives a terminal to a task that runs alone, outside of a batch, where its output is not captured. */
async function askAtTerminal(question: string): Promise<string | undefined> {
  const { stdin, stdout, env } = process;
  if (!stdin.isTTY || !stdout.isTTY || (env['CI'] ?? '') !== '') return undefined;
  const { text } = await import('@clack/prompts');
  const answer = await text({ message: question });
  return typeof answer === 'string' ? answer : undefined;
}

/** As a shell takes it. */
function quoted(name: string): string {
  return /^[\w-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
