import { EngineError, inContext, isEngineError, similarNames, type ErrorContext } from '../errors/index.js';
import { renameReference } from '../formats/edit.js';
import { parseReference } from '../formats/index.js';
import type { Plan, Reference } from '../model/index.js';
import { reachableFrom, resolveInPlan } from '../resolve/index.js';
import type { Files } from './files.js';
import { readPlannedModules } from './planned-modules.js';
import type { ModulePlace, ModuleSource } from './source.js';

export interface RequirementContext {
  readonly files: Files;
  readonly source: ModuleSource;
  /** The modules of the workspace. */
  readonly modules: Iterable<ModulePlace>;
  readonly change: string;
  /** What the change says about them. */
  readonly kind: 'requires' | 'conflicts';
}

/**
 * Reads requirements or conflicts that somebody gives for a change, and checks that they lead somewhere: into the plan, or into a
 * module that the control file leads to. What a module that is not at hand contains cannot be checked.
 */
export function checkRequirements(
  texts: readonly string[],
  context: RequirementContext,
): { readonly references: readonly Reference[]; readonly problems: readonly EngineError[] } {
  const references = new Map<string, Reference>();
  const problems: EngineError[] = [];
  for (const text of new Set(texts)) {
    const reference = parseReference(text);
    const problem = reference === undefined ? unreadable(text) : problemWith(reference, context);
    if (problem !== undefined) problems.push(inContext(problem, contextOf(context)));
    if (reference === undefined) continue;
    const own = ownReference(reference, context.source.name);
    references.set(own.text, own);
  }
  return { references: [...references.values()], problems };
}

function contextOf({ source, change }: RequirementContext): ErrorContext {
  return { module: source.name, change };
}

function unreadable(text: string): EngineError {
  const rule = 'write a change, module:change, @tag or module:@tag';
  return new EngineError('INVALID_NAME', { name: text, type: 'target', rule });
}

/** One's own name as a qualifier means the same as none. */
function ownReference(reference: Reference, module: string): Reference {
  if (reference.module !== module) return reference;
  return { ...reference, module: undefined, text: reference.text.slice(module.length + 1) };
}

function problemWith(reference: Reference, context: RequirementContext): EngineError | undefined {
  const { source } = context;
  if (reference.symbol === 'HEAD') {
    const reason = 'it moves with every new change; name a change or a tag';
    return new EngineError('UNSUPPORTED_REFERENCE', { reference: reference.text, reason });
  }
  const module = reference.module ?? source.name;
  if (module === source.name) return unresolved(reference, source.plan.value, context);
  const modules = readPlannedModules(context.files, context.modules);
  const declared = source.control?.value.requires ?? [];
  const fields = { module: source.name, dependency: module, reference: reference.text };
  if (source.control !== undefined && !reachableFrom(declared, modules).has(module)) {
    const place = { file: source.control.path, line: source.control.value.requiresLine };
    const hint = `write: requires = '${[...declared, module].join(',')}', or run: pgpm extension --add ${module}`;
    return new EngineError('UNDECLARED_MODULE_DEPENDENCY', fields, { place, hint });
  }
  const plan = modules.get(module)?.plan;
  return plan === undefined ? undefined : unresolved(reference, plan, context);
}

/** Why a reference leads nowhere in a plan. */
function unresolved(reference: Reference, plan: Plan, { change, kind }: RequirementContext): EngineError | undefined {
  try {
    resolveInPlan(reference, plan);
    return undefined;
  } catch (error) {
    if (!isEngineError(error)) throw error;
    if (!isEngineError(error, 'CHANGE_NOT_FOUND')) return error;
    const dependency = reference.text;
    const similar = similarNames(reference.change ?? dependency, plan.places.changes.keys());
    return new EngineError('DEPENDENCY_NOT_IN_PLAN', { change, dependency, plan: plan.file, similar, kind });
  }
}

/** The text of a reference after changes of one module were renamed. @param by - the module that the text is in. */
export function withNewNames(
  reference: Reference,
  by: string,
  module: string,
  renames: ReadonlyMap<string, string>,
): string {
  if ((reference.module ?? by) !== module || reference.change === undefined) return reference.text;
  const change = renames.get(reference.change);
  return change === undefined ? reference.text : renameReference(reference, { change });
}
