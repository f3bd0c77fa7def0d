import { EngineError } from '../../errors/index.js';
import type { ScriptHeader } from '../../model/index.js';

/** A header that names another module or change than the one whose script it is. */
export function headerProblems(
  module: { readonly name: string },
  change: string,
  file: string,
  header: ScriptHeader,
  severity: 'error' | 'warning',
): readonly EngineError[] {
  // The script of an older instance of a reworked change is a copy: it has the tag in its name, not in its header.
  const [expected = change] = change.split('@');
  const hint = `write ${module.name}:${expected} there, or give the script to the change that it names`;
  const context = { severity, module: module.name, change, place: { file, line: header.line }, hint };
  const problems: EngineError[] = [];
  if (header.module !== undefined && header.module !== module.name) {
    problems.push(new EngineError('HEADER_PROJECT_MISMATCH', { expected: module.name, found: header.module }, context));
  }
  if (header.change !== undefined && header.change !== expected) {
    problems.push(new EngineError('HEADER_IDENTITY_MISMATCH', { expected, found: header.change }, context));
  }
  return problems;
}
