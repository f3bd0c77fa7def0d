import type { EngineError } from '../errors/index.js';
import { headerProblems, parseScriptHeader } from '../formats/index.js';
import type { Module, ScriptHeader } from '../model/index.js';
import type { WrittenRequirements } from '../resolve/index.js';
import type { ScriptReader } from '../workspace/index.js';

/** What the deploy scripts of a module say they require, for the changes of its plan. */
export function writtenInHeaders(
  module: Module,
  reader: ScriptReader,
): { readonly written: readonly WrittenRequirements[]; readonly problems: readonly EngineError[] } {
  const problems: EngineError[] = [];
  const written = module.plan.changes.map(({ name }): WrittenRequirements => {
    const script = reader.readScript(module, 'deploy', name);
    if (script === undefined) return { change: name, requires: [], conflicts: [] };
    const { header, problems: found } = parseScriptHeader(script.text, script.path);
    problems.push(...found, ...headerProblems(module, name, script.path, header, 'error'));
    const at = (reference: ScriptHeader['requires'][number]): WrittenRequirements['requires'][number] => ({
      reference,
      file: script.path,
      line: reference.line,
    });
    return { change: name, requires: header.requires.map(at), conflicts: header.conflicts.map(at) };
  });
  return { written, problems };
}
