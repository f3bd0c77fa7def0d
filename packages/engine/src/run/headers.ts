import { inContext, type EngineError } from '../errors/index.js';
import { headerProblems, parseScriptHeader } from '../formats/sql.js';
import type { Module } from '../model/index.js';
import type { WrittenRequirements } from '../resolve/index.js';
import type { ScriptReader } from '../scripts/index.js';

export interface WrittenInModule {
  /** For each change of the plan, in its order. */
  readonly written: readonly WrittenRequirements[];
  readonly problems: readonly EngineError[];
}

/** What the deploy scripts of a module say they require. */
export function writtenInHeaders(module: Module, reader: ScriptReader): WrittenInModule {
  const problems: EngineError[] = [];
  const written = module.plan.changes.map(({ name, line }): WrittenRequirements => {
    const script = reader.readScript(module, 'deploy', name);
    if (script === undefined) return { name, line, requires: [], conflicts: [] };
    const { header, problems: found } = parseScriptHeader(script.text, script.path);
    problems.push(...found.map((problem) => inContext(problem, { module: module.name, change: name })));
    problems.push(...headerProblems(module, name, script.path, header, 'error'));
    const { requires, conflicts } = header;
    return { name, file: script.path, line: 1, requires, conflicts };
  });
  return { written, problems };
}
