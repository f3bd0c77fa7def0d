import { EngineError } from '../errors/index.js';
import type { ModulePlace } from './source.js';

const npmName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** The longest name that the registry takes. */
const longest = 214;

/**
 * @param others - the other modules of the workspace.
 * @throws {EngineError} `INVALID_NAME` for what npm would not take as the name of a package; `MODULE_EXISTS` when another
 * module has it.
 */
export function checkNpmName(name: string, others: Iterable<ModulePlace>): void {
  if (!npmName.test(name) || name.length > longest) {
    const rule = `write name or @scope/name in lower case, with at most ${longest} characters`;
    throw new EngineError('INVALID_NAME', { name, type: 'package', rule });
  }
  const same = [...others].find((other) => other.npmName === name);
  if (same === undefined) return;
  throw new EngineError('MODULE_EXISTS', { name, path: same.path }, { hint: 'choose another npm name' });
}
