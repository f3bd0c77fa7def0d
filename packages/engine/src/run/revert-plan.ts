import { EngineError } from '../errors/index.js';
import type { DeployedChange, DeployedRequirement, Module, Workspace } from '../model/index.js';
import {
  changeAt,
  changeKey,
  comparePlan,
  deployedAfter,
  deployedGraph,
  indexPlan,
  planRemoval,
  type ChangeKey,
  type Removal,
} from '../resolve/index.js';
import type { ScriptReader } from '../workspace/index.js';
import type { Selection } from './selection.js';
import { changedScripts, stateWarnings } from './state.js';
import { planScript, type ScriptStep } from './steps.js';

export interface RevertPlan {
  /** In the order to revert. */
  readonly steps: readonly ScriptStep[];
  /** `module:change` in the same order. */
  readonly affected: readonly ChangeKey[];
  /** Extensions that only fully reverted modules name. */
  readonly extensions: readonly string[];
  readonly problems: readonly EngineError[];
}

/** Decides what a revert removes. Changes nothing. */
export function planRevert(
  selection: Selection,
  workspace: Workspace,
  deployed: readonly DeployedChange[],
  requirements: readonly DeployedRequirement[],
  reader: ScriptReader,
  recursive: boolean,
): RevertPlan {
  const problems: EngineError[] = [];
  const roots = new Set<ChangeKey>();
  for (const { module, place } of selection.targets.values()) {
    const rows = deployed.filter((row) => row.module === module.name);
    const names = new Set(rows.map((row) => row.change));
    problems.push(...stateWarnings(module, comparePlan(module.plan, rows)));
    if (place !== undefined && !names.has(changeAt(module.plan, place).name)) {
      problems.push(targetNotDeployed(module, place));
      continue;
    }
    for (const { name } of deployedAfter(module.plan, names, place ?? -1)) roots.add(changeKey(module.name, name));
  }
  const graph = deployedGraph(deployed, requirements, (module, tag) => changeOfTag(workspace, module, tag));
  const removal = planRemoval(graph, roots);
  if (!recursive && removal.dependants.length > 0) problems.push(...requiredBy(removal, graph.dependants));
  problems.push(...outsideWorkspace(removal, workspace));

  const steps: ScriptStep[] = [];
  for (const row of removal.changes) {
    const module = workspace.modules.get(row.module);
    if (module === undefined) continue;
    problems.push(...changedScripts(module, [row], reader, 'warning'));
    const planned = planRevertScript(reader, module, row.change);
    problems.push(...planned.problems);
    if (planned.step !== undefined) steps.push(planned.step);
  }
  const affected = removal.changes.map((row) => changeKey(row.module, row.change));
  return { steps, affected, extensions: unneededExtensions(selection, workspace, deployed, affected), problems };
}

function targetNotDeployed(module: Module, place: number): EngineError {
  const change = changeKey(module.name, changeAt(module.plan, place).name);
  const hint = 'choose a target that is deployed; status shows them';
  return new EngineError('NOT_DEPLOYED', { change }, { module: module.name, hint });
}

function changeOfTag(workspace: Workspace, name: string, tag: string): string | undefined {
  const module = workspace.modules.get(name);
  if (module === undefined) return undefined;
  const place = indexPlan(module.plan).tags.get(tag);
  return place === undefined ? undefined : module.plan.changes[place]?.name;
}

/** A run of this module alone must not take others with it. */
function requiredBy(
  removal: Removal,
  dependants: ReadonlyMap<ChangeKey, readonly ChangeKey[]>,
): readonly EngineError[] {
  const extra = new Set(removal.dependants.map((row) => changeKey(row.module, row.change)));
  return removal.changes.flatMap((row) => {
    const outside = (dependants.get(changeKey(row.module, row.change)) ?? []).filter((key) => extra.has(key));
    if (outside.length === 0 || extra.has(changeKey(row.module, row.change))) return [];
    const hint = 'revert those first, or run with dependants';
    const fields = { change: changeKey(row.module, row.change), dependants: outside };
    return new EngineError('REQUIRED_BY', fields, { module: row.module, change: row.change, hint });
  });
}

/** Changes whose revert script nobody has: their module, or they themselves, left the workspace. */
function outsideWorkspace(removal: Removal, workspace: Workspace): readonly EngineError[] {
  const missing = removal.changes.filter((row) => !workspace.modules.has(row.module));
  if (missing.length === 0) return [];
  const dependants = missing.map((row) => changeKey(row.module, row.change));
  const hint = 'add these modules to the workspace, or revert them where they are';
  return [new EngineError('DEPENDENT_MODULE_MISSING', { dependants }, { hint })];
}

function planRevertScript(
  reader: ScriptReader,
  module: Module,
  change: string,
): { readonly step: ScriptStep | undefined; readonly problems: readonly EngineError[] } {
  const planned = planScript(reader, 'revert', module, change);
  const deploy = planScript(reader, 'deploy', module, change);
  const marked = [planned, deploy].find(({ script }) => script?.header.directives.irreversible === true);
  if (marked === undefined) return planned;
  const problem = new EngineError(
    'IRREVERSIBLE',
    { change: changeKey(module.name, change) },
    {
      module: module.name,
      change,
      place: marked.step && { file: marked.step.file },
      hint: 'choose a target at or after this change',
    },
  );
  return { step: undefined, problems: [problem] };
}

/** Extensions of the selected modules that no module with a remaining change names. */
function unneededExtensions(
  { targets }: Selection,
  workspace: Workspace,
  deployed: readonly DeployedChange[],
  removed: readonly ChangeKey[],
): readonly string[] {
  const gone = new Set(removed);
  const staying = new Set(
    deployed.filter((row) => !gone.has(changeKey(row.module, row.change))).map((row) => row.module),
  );
  const extensionsOf = (module: Module): readonly string[] =>
    (module.control?.requires ?? []).filter((name) => !workspace.modules.has(name));
  const needed = new Set(
    [...staying].flatMap((name) => {
      const module = workspace.modules.get(name);
      return module === undefined ? [] : extensionsOf(module);
    }),
  );
  const candidates = [...targets.values()].filter(({ module }) => !staying.has(module.name));
  // plpgsql comes with every database: nobody here installed it.
  return [...new Set(candidates.flatMap(({ module }) => extensionsOf(module)))].filter(
    (name) => !needed.has(name) && name !== 'plpgsql',
  );
}
