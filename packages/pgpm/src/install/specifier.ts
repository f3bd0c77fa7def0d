import { CliError } from '../cli/failures.js';
import { isRange } from './versions.js';

/** A package to install, and what of it. */
export interface Specifier {
  readonly npmName: string;
  /** A version, a range or a tag. */
  readonly wanted: string;
}

const name = '(?:@[a-z0-9~][a-z0-9._~-]*/)?[a-z0-9~][a-z0-9._~-]*';
const packageName = new RegExp(`^${name}$`);
const pattern = new RegExp(`^(${name})(?:@(.+))?$`);
const tag = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Whether a text is what a package manager takes for a name, and nothing else. */
export function isPackageName(text: string): boolean {
  return packageName.test(text);
}

/**
 * Reads `name`, `@scope/name`, each with an optional `@version`. URLs and paths are not taken: what is recorded must
 * lead to the same module on every machine.
 *
 * @throws {CliError} `USAGE`.
 */
export function parseSpecifier(text: string): Specifier {
  const [, npmName, wanted = 'latest'] = pattern.exec(text) ?? [];
  if (npmName === undefined) throw new CliError('USAGE', { reason: `"${text}" is not the name of an npm package` });
  if (!isRange(wanted) && !tag.test(wanted)) {
    throw new CliError('USAGE', { reason: `"${wanted}" is no version, range or tag of ${npmName}` });
  }
  return { npmName, wanted };
}

/**
 * Reads several, each package once.
 *
 * @throws {CliError} `USAGE`; `MODULE_VERSION_CONFLICT` when one is asked for in two versions.
 */
export function parseSpecifiers(texts: readonly string[]): readonly Specifier[] {
  const byName = new Map<string, Specifier>();
  for (const specifier of texts.map(parseSpecifier)) {
    const { npmName, wanted } = specifier;
    const other = byName.get(npmName)?.wanted ?? wanted;
    if (other !== wanted) {
      const fields = { module: npmName, wanted: [other, wanted].map((version) => `you want ${version}`) };
      throw new CliError('MODULE_VERSION_CONFLICT', fields, 'ask for one of them');
    }
    byName.set(npmName, specifier);
  }
  return [...byName.values()];
}
