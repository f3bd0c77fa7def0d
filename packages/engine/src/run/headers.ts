import type { EngineError } from '../errors/index.js';
import { headerProblems, parseScriptHeader } from '../formats/index.js';
import type { Module } from '../model/index.js';
import type { WrittenRequirements } from '../resolve/index.js';
import type { ScriptReader } from '../workspace/index.js';

/** What the deploy scripts of a module say they require, for the changes of its plan. */
export function writtenInHeaders(
  module: Module,
  reader: ScriptReader,
): { readonly written: readonly WrittenRequirements[]; readonly problems: readonly EngineError[] } {
  const problems: EngineError[] = [];
  const written = module.plan.changes.map(({ name: change, line }): WrittenRequirements => {
    const script = reader.readScript(module, 'deploy', change);
    if (script === undefined) return { change, file: module.plan.file, line, requires: [], conflicts: [] };
    const { header, problems: found } = parseScriptHeader(script.text, script.path);
    problems.push(...found, ...headerProblems(module, change, script.path, header, 'error'));
    const { requires, conflicts } = header;
    return { change, file: script.path, line: 1, requires, conflicts };
  });
  return { written, problems };
}
