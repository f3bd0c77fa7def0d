import { EngineError, throwProblems } from '../../errors/index.js';
import type { DeployedRequirement, Workspace } from '../../model/index.js';
import { changeAt, changeKey, resolveRequirements, sortModules, type ChangeKey } from '../../resolve/index.js';
import type { RunOptions, SelectionOptions } from '../options.js';
import { selectModules } from '../selection.js';

export interface DependencyOptions extends Omit<SelectionOptions, 'targets' | 'recursive'> {
  /** The change, `module:change` or any other reference; or the module, with the change in `to`. */
  readonly target: string;
  /** Where to look which are deployed. Absent: nobody knows. */
  readonly database?: RunOptions['database'] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Dependency {
  /** `module:change`. */
  readonly change: ChangeKey;
  /** Undefined when no database was asked. */
  readonly isDeployed: boolean | undefined;
  /** It is named by the change itself, or names it; otherwise by way of others. */
  readonly isDirect: boolean;
}

export interface DependencyResult {
  readonly operation: 'deps';
  readonly change: ChangeKey;
  readonly isDeployed: boolean | undefined;
  /** What it requires, in deploy order. */
  readonly requires: readonly Dependency[];
  /**
   * What requires it, in deploy order: by plans of the workspace, then, where a database is asked, what is recorded of
   * changes that are in no plan.
   */
  readonly dependants: readonly Dependency[];
}

/**
 * What a change requires and what requires it, directly and by way of others.
 *
 * @throws {EngineError} `INVALID_NAME` when the target names no change; what is wrong with the plans of the workspace.
 */
export async function dependenciesOf(options: DependencyOptions): Promise<DependencyResult> {
  const { workspace, target, to, database, signal } = options;
  const change = findChange(workspace, target, to);
  const planned = readPlans(workspace);
  if (database === undefined) return answer(change, planned, undefined);
  // The driver is loaded for those who ask a database.
  const { readRecorded } = await import('./recorded-requirements.js');
  const { requirements, deployed } = await readRecorded(workspace, { database, signal });
  return answer(change, withRecorded(planned, requirements), deployed);
}

function findChange(workspace: Workspace, target: string, to: string | undefined): ChangeKey {
  const { targets } = selectModules({ workspace, targets: [target], to });
  const [found] = targets.values();
  if (found?.place === undefined) {
    const rule = 'name a change of the module: module:change';
    throw new EngineError('INVALID_NAME', { name: target, type: 'target', rule });
  }
  return changeKey(found.module.name, changeAt(found.module.plan, found.place).name);
}

/** What each change requires, in deploy order. */
type Requires = ReadonlyMap<ChangeKey, readonly ChangeKey[]>;

function readPlans(workspace: Workspace): Requires {
  const { modules, problems } = sortModules(workspace.modules, [...workspace.modules.values()]);
  throwProblems(problems);
  const requires = new Map<ChangeKey, readonly ChangeKey[]>();
  for (const module of modules) {
    const { of } = resolveRequirements(module, module.plan.changes, workspace.modules);
    for (const { name } of module.plan.changes) requires.set(changeKey(module.name, name), of(name).requires);
  }
  return requires;
}

function withRecorded(planned: Requires, recorded: readonly DeployedRequirement[]): Requires {
  const requires = new Map(planned);
  for (const row of recorded) {
    const key = changeKey(row.module, row.change);
    if (planned.has(key)) continue;
    const needed = row.requires.includes(':') ? row.requires : `${row.module}:${row.requires}`;
    const [module = '', change = ''] = needed.split(':');
    requires.set(key, [...(requires.get(key) ?? []), changeKey(module, change)]);
  }
  return requires;
}

function answer(change: ChangeKey, requires: Requires, deployed: ReadonlySet<ChangeKey> | undefined): DependencyResult {
  const dependants = new Map<ChangeKey, ChangeKey[]>();
  for (const [key, needs] of requires) {
    for (const needed of needs) {
      const others = dependants.get(needed);
      if (others === undefined) dependants.set(needed, [key]);
      else others.push(key);
    }
  }
  const places = new Map([...requires.keys()].map((key, place) => [key, place]));
  const list = (edges: ReadonlyMap<ChangeKey, readonly ChangeKey[]>): readonly Dependency[] => {
    const direct = new Set(edges.get(change));
    return reach(change, edges)
      .sort((a, b) => (places.get(a) ?? Infinity) - (places.get(b) ?? Infinity))
      .map((key) => ({ change: key, isDeployed: deployed?.has(key), isDirect: direct.has(key) }));
  };
  return {
    operation: 'deps',
    change,
    isDeployed: deployed?.has(change),
    requires: list(requires),
    dependants: list(dependants),
  };
}

function reach(start: ChangeKey, edges: ReadonlyMap<ChangeKey, readonly ChangeKey[]>): ChangeKey[] {
  const seen = new Set<ChangeKey>([start]);
  // A set keeps growing while it is walked: its own iterator visits what is added.
  for (const key of seen) for (const next of edges.get(key) ?? []) seen.add(next);
  seen.delete(start);
  return [...seen];
}
