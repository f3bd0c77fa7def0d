import { EngineError, inContext } from '../errors/index.js';
import { checkName, isReservedName } from '../formats/index.js';
import { headerProblems, parseScriptHeader } from '../formats/sql.js';
import type { ScriptHeader } from '../model/index.js';
import type { Files } from './files.js';
import { scriptNames, scriptPath, type ModuleSource } from './source.js';

/** What a deploy script says about itself. */
export interface HeaderRequirements extends Pick<ScriptHeader, 'requires' | 'conflicts'> {
  readonly path: string;
}

/**
 * The headers of all deploy scripts, by change, ordered by path; older instances of reworked changes are left out. A line
 * that cannot be read is an error here: a plan that is written without it would say less than the script.
 */
export function readHeaders(
  files: Files,
  source: ModuleSource,
): { readonly headers: ReadonlyMap<string, HeaderRequirements>; readonly problems: readonly EngineError[] } {
  const problems: EngineError[] = [];
  const headers = new Map<string, HeaderRequirements>();
  for (const name of scriptNames(files, source, 'deploy')) {
    if (name.includes('@')) continue;
    const path = scriptPath(source, 'deploy', name);
    const unusable = checkFileName(name, path, source.name);
    if (unusable !== undefined) {
      problems.push(unusable);
      continue;
    }
    const { header, problems: found } = parseScriptHeader(files.read(path) ?? '', path);
    problems.push(
      ...found.map((problem) => asError(problem, { module: source.name, change: name })),
      ...headerProblems(source, name, path, header, 'error'),
    );
    headers.set(name, { path, requires: header.requires, conflicts: header.conflicts });
  }
  return { headers, problems };
}

function asError(problem: EngineError, context: { readonly module: string; readonly change: string }): EngineError {
  return inContext(problem, problem.code === 'UNSUPPORTED_REFERENCE' ? { ...context, severity: 'error' } : context);
}

function checkFileName(name: string, path: string, module: string): EngineError | undefined {
  const context = { module, place: { file: path }, hint: 'rename the file' };
  const problem = checkName(name, 'change');
  if (problem !== undefined) {
    const rule = `${problem.rule}, at character ${problem.at + 1}`;
    return new EngineError('INVALID_NAME', { name, type: 'change', rule }, context);
  }
  return isReservedName(name) ? new EngineError('PLAN_RESERVED_NAME', { name }, context) : undefined;
}
