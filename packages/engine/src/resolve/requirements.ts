import { EngineError } from '../errors/index.js';
import type { PlannedModule } from '../model/index.js';
import { moduleOfReference } from './references.js';
import { ReferenceResolver, type NamedChange, type Report, type WrittenRequirements } from './reference-resolver.js';
import { changeKey, type ChangeKey } from './references.js';

/** What one change needs, resolved: tags are changes, duplicates are gone. */
export interface Requirements {
  readonly requires: readonly ChangeKey[];
  readonly conflicts: readonly ChangeKey[];
}

export interface ModuleRequirements {
  /** What a change needs; nothing for one that is not planned. Found out when it is asked for: most runs ask for few. */
  readonly of: (change: string) => Requirements;
  /** Of what must not be deployed: the modules. */
  readonly conflicting: ReadonlySet<string>;
  readonly problems: readonly EngineError[];
}

const noRequirements: Requirements = { requires: [], conflicts: [] };
const noReferences = { requires: [], conflicts: [] } as const;

/**
 * Resolves the references of a module's changes and checks them: they exist, lead to modules that it requires,
 * and within the module only to what is planned earlier. Collects every problem.
 *
 * @param written - for each change of the plan, in its order: the plan's own, or what headers say.
 */
export function resolveRequirements(
  module: PlannedModule,
  written: readonly WrittenRequirements[],
  modules: Pick<ReadonlyMap<string, PlannedModule>, 'get'>,
): ModuleRequirements {
  const resolver = new ReferenceResolver(module, written, modules);
  const problems: EngineError[] = [];
  const report: Report = (problem) => void problems.push(problem);
  const conflicting = new Set<string>();
  written.forEach(({ requires, conflicts }, place) => {
    requires.forEach((reference) => resolver.required(place, reference, report));
    conflicts.forEach((reference) => {
      conflicting.add(moduleOfReference(reference, module));
      resolver.conflicting(place, reference, report);
    });
  });

  const asked = new Map<string, Requirements>();
  const of = (change: string): Requirements => {
    const known = asked.get(change);
    const place = module.plan.places.changes.get(change);
    if (known !== undefined || place === undefined) return known ?? noRequirements;
    const { requires, conflicts } = written[place] ?? noReferences;
    const found = {
      requires: [...new Set(keysOf(requires.map((reference) => resolver.required(place, reference, ignore))))],
      conflicts: keysOf(conflicts.map((reference) => resolver.conflicting(place, reference, ignore))),
    };
    asked.set(change, found);
    return found;
  };
  return { of, conflicting, problems: replaceCycles(module, problems, of) };
}

const ignore: Report = () => undefined;

function keysOf(found: readonly (NamedChange | undefined)[]): readonly ChangeKey[] {
  return found.flatMap((one) => (one === undefined ? [] : [changeKey(one.module, one.change)]));
}

/** An edge of a cycle is reported as the cycle that it closes, not as a matter of order. */
function replaceCycles(
  module: PlannedModule,
  problems: readonly EngineError[],
  requirementsOf: ModuleRequirements['of'],
): readonly EngineError[] {
  return problems.map((problem) => {
    if (problem.code !== 'DEPENDENCY_ORDER' || problem.change === undefined) return problem;
    const { requires } = problem.fields as { requires: string };
    const back = pathBetween(module.name, requires, problem.change, requirementsOf);
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
  requirementsOf: ModuleRequirements['of'],
): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  for (const name of cameFrom.keys()) {
    if (name === to) {
      const path: string[] = [];
      for (let at: string | undefined = to; at !== undefined; at = cameFrom.get(at)) path.unshift(at);
      return path;
    }
    for (const key of requirementsOf(name).requires) {
      const prefix = `${module}:`;
      if (!key.startsWith(prefix)) continue;
      const next = key.slice(prefix.length);
      if (!cameFrom.has(next)) cameFrom.set(next, name);
    }
  }
  return undefined;
}
