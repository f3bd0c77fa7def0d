import { CliError } from '../cli/failures.js';

/**
 * What can be given as an argument or as an option.
 *
 * @throws {CliError} `USAGE` when both are given and differ.
 */
export function oneOf(argument: string | undefined, option: string | undefined, name: string): string | undefined {
  if (argument === undefined || option === undefined || argument === option) return argument ?? option;
  throw new CliError('USAGE', { reason: `"${argument}" and ${name} "${option}" contradict each other` });
}
