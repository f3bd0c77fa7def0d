import { EngineError } from '../errors/index.js';
import { parseScriptHeader } from '../formats/index.js';
import type { Change, Module, ScriptHeader } from '../model/index.js';
import type { WrittenRequirements } from '../resolve/index.js';
import type { ScriptReader } from '../workspace/index.js';

/** What the deploy scripts of a module say they require, for the changes of its plan. */
export function writtenInHeaders(
  module: Module,
  reader: ScriptReader,
): { readonly written: readonly WrittenRequirements[]; readonly problems: readonly EngineError[] } {
  const problems: EngineError[] = [];
  const written = module.plan.changes.map((change): WrittenRequirements => {
    const { name } = change;
    const script = reader.readScript(module, 'deploy', name);
    if (script === undefined) return { change: name, requires: [], conflicts: [] };
    const { header, problems: found } = parseScriptHeader(script.text, script.path);
    problems.push(...found, ...headerProblems(module, change, script.path, header, 'error'));
    const at = (reference: ScriptHeader['requires'][number]): WrittenRequirements['requires'][number] => ({
      reference,
      file: script.path,
      line: reference.line,
    });
    return { change: name, requires: header.requires.map(at), conflicts: header.conflicts.map(at) };
  });
  return { written, problems };
}

/** A header that names another module or change than the one whose script it is. */
export function headerProblems(
  module: Module,
  { name: change, writtenAs = change }: Pick<Change, 'name' | 'writtenAs'>,
  file: string,
  header: ScriptHeader,
  severity: 'error' | 'warning',
): readonly EngineError[] {
  const context = { severity, module: module.name, change, place: { file } };
  const problems: EngineError[] = [];
  if (header.module !== undefined && header.module !== module.name) {
    problems.push(new EngineError('HEADER_PROJECT_MISMATCH', { expected: module.name, found: header.module }, context));
  }
  if (header.change !== undefined && header.change !== writtenAs) {
    problems.push(new EngineError('HEADER_IDENTITY_MISMATCH', { expected: writtenAs, found: header.change }, context));
  }
  return problems;
}
