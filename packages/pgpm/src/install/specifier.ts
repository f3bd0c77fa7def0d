import { CliError } from '../cli/failures.js';

/** A package to install, and what of it. */
export interface Specifier {
  readonly npmName: string;
  /** A version, a range or a tag. */
  readonly wanted: string;
}

const pattern = /^((?:@[a-z0-9~][a-z0-9._~-]*\/)?[a-z0-9~][a-z0-9._~-]*)(?:@([A-Za-z0-9.^~*+_=<>| -]+))?$/;

/**
 * Reads `name`, `@scope/name`, each with an optional `@version`. URLs and paths are not taken: what is recorded must
 * lead to the same module on every machine.
 *
 * @throws {CliError} `USAGE`.
 */
export function parseSpecifier(text: string): Specifier {
  const [, npmName, wanted = 'latest'] = pattern.exec(text) ?? [];
  if (npmName === undefined) throw new CliError('USAGE', { reason: `"${text}" is not the name of an npm package` });
  return { npmName, wanted };
}
