import { EngineError, inContext, isEngineError, throwProblems } from '../errors/index.js';
import { editPlan, inWritingOrder } from '../formats/edit.js';
import type { ScriptKind } from '../model/index.js';
import type { Attribution } from './attribution.js';
import { Draft, type Authored, type Files } from './files.js';
import { checkRequirements } from './requirements.js';
import { readSource, scriptKinds, scriptPath, type ModulePlace, type ModuleSource } from './source.js';
import { newScript } from './templates.js';

export interface AddChangeOptions {
  readonly files: Files;
  readonly module: ModulePlace;
  /** The modules of the workspace: requirements that lead into one of them are checked. */
  readonly modules: Iterable<ModulePlace>;
  readonly change: string;
  /** References, as they stand in a plan. */
  readonly requires?: readonly string[] | undefined;
  readonly conflicts?: readonly string[] | undefined;
  /** Default: `add <change>`. */
  readonly note?: string | undefined;
  /** What stands below the header of each script. Default: a comment that says what belongs there. */
  readonly statements?: Readonly<Record<ScriptKind, string>> | undefined;
  readonly attribution: Attribution;
}

/**
 * A new change at the end of the plan, and its three scripts.
 *
 * @throws {EngineError} all findings at once: `INVALID_NAME`, `PLAN_RESERVED_NAME`, `CHANGE_EXISTS`, `SCRIPT_EXISTS`,
 * `DEPENDENCY_NOT_IN_PLAN`, `TAG_NOT_FOUND`, `UNDECLARED_MODULE_DEPENDENCY`, and those of the module's files.
 */
export function addChange(options: AddChangeOptions): Authored {
  const {
    files,
    module,
    change,
    requires = [],
    conflicts = [],
    note = `add ${change}`,
    statements,
    attribution,
  } = options;
  const source = readSource(files, module);
  const context = { files, source, modules: options.modules, change };
  const required = checkRequirements(requires, { ...context, kind: 'requires' });
  const conflicting = checkRequirements(conflicts, { ...context, kind: 'conflicts' });
  const places = new Map(source.plan.value.changes.map(({ name }, place) => [name, place]));
  const references = {
    requires: inWritingOrder(required.references, source.plan.value.module, places),
    conflicts: conflicting.references,
  };
  const line = { name: change, ...references, ...attribution, note };
  const edited = attempt(source, () => editPlan(source.plan.text, source.plan.path).appendChange(line).text);
  const problems = [...edited.problems, ...required.problems, ...conflicting.problems];
  // A name that is none leads to no path either.
  if (edited.text !== undefined) problems.push(...existingScripts(files, source, change));
  throwProblems(problems);

  const draft = new Draft(files);
  draft.write(source.plan.path, edited.text ?? source.plan.text);
  for (const kind of scriptKinds) {
    const script = newScript(kind, source.plan.value.module, change, references, statements?.[kind]);
    draft.write(scriptPath(module, kind, change), script);
  }
  return { edits: draft.edits(), warnings: [] };
}

function attempt(
  { name, plan }: ModuleSource,
  edit: () => string,
): { readonly text: string | undefined; readonly problems: EngineError[] } {
  try {
    return { text: edit(), problems: [] };
  } catch (error) {
    if (!isEngineError(error)) throw error;
    return {
      text: undefined,
      problems: [inContext(error, { module: name, place: error.place ?? { file: plan.path } })],
    };
  }
}

function existingScripts(files: Files, source: ModuleSource, change: string): readonly EngineError[] {
  const hint = 'move it away; or keep it, and let "pgpm plan" add the line of the plan';
  return scriptKinds
    .map((kind) => scriptPath(source, kind, change))
    .filter((path) => files.read(path) !== undefined)
    .map(
      (path) =>
        new EngineError('SCRIPT_EXISTS', { path }, { module: source.name, change, place: { file: path }, hint }),
    );
}
