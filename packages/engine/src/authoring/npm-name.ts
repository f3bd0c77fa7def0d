import { EngineError } from '../errors/index.js';

const npmName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** The longest name that the registry takes. */
const longest = 214;

/** @throws {EngineError} `INVALID_NAME` for what npm would not take as the name of a package. */
export function checkNpmName(name: string): void {
  if (npmName.test(name) && name.length <= longest) return;
  const rule = `write name or @scope/name in lower case, with at most ${longest} characters`;
  throw new EngineError('INVALID_NAME', { name, type: 'package', rule });
}
