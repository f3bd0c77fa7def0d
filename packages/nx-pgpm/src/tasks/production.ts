import { EngineError } from '@pgpm/engine';
import type { Database } from '@pgpm/postgres';
import type { DatabaseOptions } from './database-command.js';

/** Asks a person where to go; undefined when nobody can be asked, or does not answer. */
export type AskPlace = (question: string) => Promise<string | undefined>;

/**
 * Lets a run pass that may change a production database: server and database have to be said, in advance or at the terminal.
 * The name of the database alone would not do: one in the environment of a shell may lead to another server than the one that a
 * configuration means. What is not marked as production passes, and so does what changes nothing.
 *
 * @throws {EngineError} `PRODUCTION_NOT_CONFIRMED`.
 */
export async function confirmProduction(
  operation: string,
  { production = false, confirm, dryRun = false }: Pick<DatabaseOptions, 'production' | 'confirm' | 'dryRun'>,
  { config, describe }: Pick<Database, 'config' | 'describe'>,
  ask: AskPlace = askAtTerminal,
): Promise<void> {
  if (!production || dryRun) return;
  const place = placeOf(config);
  const given = confirm ?? (await ask(`${operation} on production, ${describe}. Say where, as host/database:`));
  if (given === place) return;
  const hint = `look at the place above; if it is the right one, say --confirm=${quoted(place)}`;
  throw new EngineError('PRODUCTION_NOT_CONFIRMED', { operation, place, given }, { hint });
}

const usualPort = 5432;

/** Where the socket goes: `db.example.com/app`, `[::1]:5433/app`, `/run/postgresql/app`. */
function placeOf({ host = '', port = usualPort, database = '' }: Database['config']): string {
  const server = host.includes(':') ? `[${host}]` : host;
  return `${server}${port === usualPort ? '' : `:${port}`}/${database}`;
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
  return /^[\w.:/-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
