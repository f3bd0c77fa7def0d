import { EngineError, inContext, isEngineError, similarNames } from '../errors/index.js';
import type { PlannedModule, Reference } from '../model/index.js';
import { requiredNames } from './modules.js';
import {
  changeAt,
  changeKey,
  indexPlan,
  moduleOfReference,
  resolveInPlan,
  type ChangeKey,
  type PlanIndex,
  type ResolvedReference,
} from './references.js';

/** A reference and where it is written. */
export interface WrittenReference {
  readonly reference: Reference;
  /** The plan, or the deploy script whose header holds it. */
  readonly file: string;
  readonly line: number;
}

/** The references of one change, from its plan line or from its script's header. */
export interface WrittenRequirements {
  readonly change: string;
  readonly requires: readonly WrittenReference[];
  readonly conflicts: readonly WrittenReference[];
}

/** What one change needs, resolved: tags are changes, duplicates are gone. */
export interface Requirements {
  readonly requires: readonly ChangeKey[];
  readonly conflicts: readonly ChangeKey[];
}

export interface ModuleRequirements {
  /** By change name. */
  readonly changes: ReadonlyMap<string, Requirements>;
  readonly problems: readonly EngineError[];
}

/** The references that the plan itself states. */
export function writtenInPlan(module: PlannedModule): readonly WrittenRequirements[] {
  const { file } = module.plan;
  return module.plan.changes.map((change) => ({
    change: change.name,
    requires: change.requires.map((reference) => ({ reference, file, line: change.line })),
    conflicts: change.conflicts.map((reference) => ({ reference, file, line: change.line })),
  }));
}

/** Indexes each plan once. */
export class PlanIndexes {
  readonly #indexes = new Map<PlannedModule, PlanIndex>();

  get(module: PlannedModule): PlanIndex {
    let index = this.#indexes.get(module);
    if (index === undefined) this.#indexes.set(module, (index = indexPlan(module.plan)));
    return index;
  }
}

/**
 * Resolves the references of a module's changes and checks them: they exist, lead to modules that it requires,
 * and within the module only to what is planned earlier. Collects every problem.
 */
export function resolveRequirements(
  module: PlannedModule,
  written: readonly WrittenRequirements[],
  modules: Pick<ReadonlyMap<string, PlannedModule>, 'get'>,
  indexes: PlanIndexes,
): ModuleRequirements {
  const problems: EngineError[] = [];
  const declared = new Set(requiredNames(module));
  const own = indexes.get(module);

  const resolveOne = (by: string, written: WrittenReference): ResolvedReference | undefined => {
    const { reference } = written;
    const name = moduleOfReference(reference, module);
    const target = name === module.name ? module : modules.get(name);
    if (target === undefined || (target !== module && !declared.has(name))) {
      problems.push(undeclared(module, name, reference, contextOf(module, by, written)));
      return undefined;
    }
    if (reference.symbol === 'HEAD') {
      const reason = 'it moves with every new change; name a change or a tag';
      const fields = { reference: reference.text, reason };
      problems.push(new EngineError('UNSUPPORTED_REFERENCE', fields, contextOf(module, by, written)));
      return undefined;
    }
    try {
      return resolveInPlan(reference, indexes.get(target), target === module ? own.changes.get(by) : undefined);
    } catch (error) {
      if (!isEngineError(error)) throw error;
      problems.push(inContext(error, contextOf(module, by, written)));
      return undefined;
    }
  };

  const resolveConflict = (by: string, one: WrittenReference): readonly ChangeKey[] => {
    const gone = goneFromPlan(module, own, one.reference);
    if (gone === undefined) {
      const found = resolveOne(by, one);
      return found === undefined ? [] : [changeKey(found.module, found.change)];
    }
    const fields = { change: gone, plan: module.plan.file, similar: similarNames(gone, own.changes.keys()) };
    const hint = 'a database that still has it refuses the change; correct the name when another one is meant';
    problems.push(
      new EngineError('CHANGE_NOT_FOUND', fields, { ...contextOf(module, by, one), severity: 'warning', hint }),
    );
    return [changeKey(module.name, gone)];
  };

  const changes = new Map<string, Requirements>();
  for (const { change, requires, conflicts } of written) {
    const keys = new Set<ChangeKey>();
    for (const one of requires) {
      const found = resolveOne(change, one);
      if (found === undefined) continue;
      const key = changeKey(found.module, found.change);
      keys.add(key);
      if (found.module !== module.name) continue;
      const place = own.changes.get(change);
      if (place === undefined || found.place < place) continue;
      const lines = changeAt(module.plan, found.place).line - changeAt(module.plan, place).line;
      problems.push(plannedLater(module, change, found.change, lines, one));
    }
    changes.set(change, { requires: [...keys], conflicts: conflicts.flatMap((one) => resolveConflict(change, one)) });
  }
  return { changes, problems: replaceCycles(module, problems, changes) };
}

/** The change of the module that a reference names, when its plan has none of that name: it may have had one. */
function goneFromPlan(
  { name }: PlannedModule,
  { changes }: PlanIndex,
  { module = name, change, tag, offset }: Reference,
): string | undefined {
  if (change === undefined || changes.has(change)) return undefined;
  return module === name && tag === undefined && offset === undefined ? change : undefined;
}

interface FindingContext {
  readonly module: string;
  readonly change: string;
  readonly place: { readonly file: string; readonly line: number; readonly column: number | undefined };
}

function contextOf(module: PlannedModule, change: string, { file, line, reference }: WrittenReference): FindingContext {
  return { module: module.name, change, place: { file, line, column: reference.column } };
}

function undeclared(module: PlannedModule, name: string, reference: Reference, context: FindingContext): EngineError {
  const control = module.control;
  return new EngineError(
    'UNDECLARED_MODULE_DEPENDENCY',
    { module: module.name, dependency: name, reference: reference.text },
    {
      ...context,
      hint:
        control === undefined
          ? `add a control file that requires '${name}'`
          : `in ${control.file} write: requires = '${[...control.requires, name].join(',')}'`,
    },
  );
}

function plannedLater(
  module: PlannedModule,
  change: string,
  requires: string,
  lines: number,
  { file, line, reference }: WrittenReference,
): EngineError {
  return new EngineError(
    'DEPENDENCY_ORDER',
    { change, requires, lines },
    {
      module: module.name,
      change,
      place: { file, line, column: reference.column },
      hint: `move "${requires}" up by ${lines} line${lines === 1 ? '' : 's'}, before "${change}"`,
    },
  );
}

/** An edge of a cycle is reported as the cycle that it closes, not as a matter of order. */
function replaceCycles(
  module: PlannedModule,
  problems: readonly EngineError[],
  changes: ReadonlyMap<string, Requirements>,
): readonly EngineError[] {
  return problems.map((problem) => {
    if (problem.code !== 'DEPENDENCY_ORDER' || problem.change === undefined) return problem;
    const { requires } = problem.fields as { requires: string };
    const back = pathBetween(module.name, requires, problem.change, changes);
    if (back === undefined) return problem;
    return new EngineError(
      'CIRCULAR_DEPENDENCY',
      { module: problem.change, dependency: requires, cycle: [problem.change, ...back] },
      {
        module: module.name,
        change: problem.change,
        place: problem.place,
        hint: 'remove one of these requirements',
      },
    );
  });
}

/** The changes from `from` to `to` along requirements within one module, both included; breadth first. */
function pathBetween(
  module: string,
  from: string,
  to: string,
  changes: ReadonlyMap<string, Requirements>,
): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  for (const name of cameFrom.keys()) {
    if (name === to) {
      const path: string[] = [];
      for (let at: string | undefined = to; at !== undefined; at = cameFrom.get(at)) path.unshift(at);
      return path;
    }
    for (const key of changes.get(name)?.requires ?? []) {
      const prefix = `${module}:`;
      if (!key.startsWith(prefix)) continue;
      const next = key.slice(prefix.length);
      if (!cameFrom.has(next)) cameFrom.set(next, name);
    }
  }
  return undefined;
}
