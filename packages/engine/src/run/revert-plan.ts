import { EngineError, isEngineError } from '../errors/index.js';
import type {
  DeployedChange,
  DeployedRequirement,
  Module,
  RegistryState,
  Workspace,
  WorkspaceConfig,
} from '../model/index.js';
import {
  changeAt,
  changeKey,
  comparePlan,
  deployedAfter,
  deployedGraph,
  planRemoval,
  rowsByModule,
  type ChangeKey,
  type DeployedGraph,
  type Removal,
} from '../resolve/index.js';
import type { RegistryShape } from '../store/index.js';
import type { ScriptReader } from '../scripts/index.js';
import { findResume, notesByChange } from './resume.js';
import { asOrphaned, isPath, noScript, outsideWorkspace } from './revert-orphans.js';
import type { Selection } from './selection.js';
import { changedScripts, editedHints, stateWarnings } from './state.js';
import { planKeptScript, planScript, withoutNotes, type PlannedScript, type ScriptStep } from './steps.js';

export interface RevertPlan {
  /** In the order to revert. */
  readonly steps: readonly ScriptStep[];
  /** `module:change` in the same order. */
  readonly affected: readonly ChangeKey[];
  /** Extensions that only fully reverted modules name. */
  readonly extensions: readonly string[];
  readonly problems: readonly EngineError[];
}

/** What a revert is decided from. */
export interface RevertSituation {
  readonly selection: Selection;
  readonly workspace: Workspace;
  /** Of the whole database, with the names that plans have for them now. */
  readonly state: RegistryState;
  readonly requirements: readonly DeployedRequirement[];
  readonly recursive: boolean;
  /** Changes that are planned no more go, too. */
  readonly orphans: boolean;
  /** Everything was meant: with `orphans`, modules that left the workspace are part of it. */
  readonly everything: boolean;
}

/** The changes that go, and why some cannot. */
export interface RevertSelection extends Removal {
  /** Those whose script is in no plan of the workspace any more. */
  readonly unplanned: readonly DeployedChange[];
  readonly problems: readonly EngineError[];
}

/** Decides which changes a revert removes. */
export function selectRemoval(situation: RevertSituation, reader: ScriptReader): RevertSelection {
  const { selection, workspace, requirements, recursive, orphans, everything } = situation;
  const deployed = situation.state.changes;
  const byModule = rowsByModule(deployed);
  const problems: EngineError[] = [];
  const roots = new Set<ChangeKey>();
  for (const { module, place } of selection.targets.values()) {
    const rows = byModule.get(module.name) ?? [];
    const names = new Set(rows.map((row) => row.change));
    const state = comparePlan(module.plan, rows);
    problems.push(...stateWarnings(module, state, reader).filter((warning) => !orphans || !isPlainOrphan(warning)));
    if (place !== undefined && !names.has(changeAt(module.plan, place).name)) {
      problems.push(targetNotDeployed(module, place));
      continue;
    }
    for (const { name } of deployedAfter(module.plan, names, place ?? -1)) roots.add(changeKey(module.name, name));
    if (orphans) for (const { change } of state.orphaned) roots.add(changeKey(module.name, change));
  }
  const gone = everything && orphans ? deployed.filter((row) => !workspace.modules.has(row.module)) : [];
  for (const { module, change } of gone) roots.add(changeKey(module, change));
  const graph = deployedGraph(deployed, requirements, (module, tag) => changeOfTag(workspace, module, tag));
  const removal = planRemoval(graph, roots);
  problems.push(...lostTags(graph, removal));
  if (!recursive && removal.dependants.length > 0) problems.push(...requiredBy(removal, graph.dependants));
  return { ...removal, unplanned: unplannedOf(removal.changes, workspace), problems };
}

/** A change that left the plan, and is not likely to stand there with another name. */
function isPlainOrphan(warning: EngineError): boolean {
  return isEngineError(warning, 'ORPHANED_CHANGE') && warning.fields.similar === undefined;
}

function unplannedOf(changes: readonly DeployedChange[], workspace: Workspace): readonly DeployedChange[] {
  const planned = new Map<string, ReadonlySet<string>>();
  return changes.filter((row) => {
    let names = planned.get(row.module);
    if (names === undefined) {
      names = new Set(workspace.modules.get(row.module)?.plan.changes.map((change) => change.name));
      planned.set(row.module, names);
    }
    return !names.has(row.change);
  });
}

/**
 * Finds the scripts of what goes.
 *
 * @param kept - revert scripts from the registry, used for changes that are in no plan.
 */
export async function planRevert(
  situation: RevertSituation,
  removal: RevertSelection,
  kept: ReadonlyMap<ChangeKey, string>,
  reader: ScriptReader,
  registry: RegistryShape,
): Promise<RevertPlan> {
  const { selection, workspace, state } = situation;
  const notes = notesByChange(state.statements, 'revert');
  const problems: EngineError[] = [...removal.problems];
  const steps: ScriptStep[] = [];
  const homeless: DeployedChange[] = [];
  const unplanned = new Set(removal.unplanned);
  for (const row of removal.changes) {
    const key = changeKey(row.module, row.change);
    const module = workspace.modules.get(row.module);
    const text = kept.get(key);
    if (module === undefined && text === undefined) {
      homeless.push(row);
      continue;
    }
    if (module !== undefined && text === undefined && unplanned.has(row) && !isPath(reader, module, row.change)) {
      problems.push(noScript(module, row));
      continue;
    }
    const planned =
      text === undefined && module !== undefined
        ? await planRevertScript(reader, module, row, workspace.config, problems)
        : refuseIrreversible(planKeptScript(row.module, row.change, text ?? '', row.hash), key);
    const asOrphan = (problem: EngineError): EngineError => asOrphaned(problem, row, situation.orphans);
    problems.push(...(unplanned.has(row) ? planned.problems.map(asOrphan) : planned.problems));
    if (planned.step === undefined || planned.script === undefined) continue;
    const resume = findResume(planned.step, planned.script, 'revert', notes.get(key) ?? []);
    if (isEngineError(resume)) problems.push(resume);
    else steps.push({ ...planned.step, resume });
  }
  problems.push(...outsideWorkspace(homeless, situation.orphans), ...withoutNotes(steps, registry));
  const affected = removal.changes.map((row) => changeKey(row.module, row.change));
  return { steps, affected, extensions: unneededExtensions(selection, workspace, state.changes, affected), problems };
}

function targetNotDeployed(module: Module, place: number): EngineError {
  const change = changeKey(module.name, changeAt(module.plan, place).name);
  const hint = 'choose a target that is deployed; status shows them';
  return new EngineError('NOT_DEPLOYED', { change }, { module: module.name, hint });
}

function changeOfTag(workspace: Workspace, name: string, tag: string): string | undefined {
  const module = workspace.modules.get(name);
  if (module === undefined) return undefined;
  const place = module.plan.places.tags.get(tag);
  return place === undefined ? undefined : module.plan.changes[place]?.name;
}

/** Deployed changes that require a tag which nobody knows any more: what goes may be what they require. */
function lostTags({ changes, lostTags }: DeployedGraph, removal: Removal): readonly EngineError[] {
  const places = new Map(changes.map((row, place) => [changeKey(row.module, row.change), place]));
  const placeOf = ({ module, change }: DeployedChange): number => places.get(changeKey(module, change)) ?? Infinity;
  const goes = new Set(removal.changes.map(placeOf));
  return lostTags.flatMap(({ dependant, module, tag }) => {
    const end = places.get(dependant) ?? -1;
    const isConcerned = removal.changes.some((row) => row.module === module && placeOf(row) < end);
    if (goes.has(end) || !isConcerned) return [];
    const hint = `${dependant} was recorded with it: put the tag back on its change in the plan of ${module}, or revert ${dependant} first`;
    return new EngineError('TAG_NOT_FOUND', { tag, project: module, existing: [] }, { module, hint });
  });
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

async function planRevertScript(
  reader: ScriptReader,
  module: Module,
  row: DeployedChange,
  config: WorkspaceConfig,
  problems: EngineError[],
): Promise<PlannedScript> {
  problems.push(...(await changedScripts(module, [row], reader, config, { hint: editedHints.revert })));
  const planned = planScript(reader, 'revert', module, row.change);
  const deploy = planScript(reader, 'deploy', module, row.change);
  const key = changeKey(module.name, row.change);
  const marked = refuseIrreversible(deploy, key);
  return marked.step === undefined && deploy.step !== undefined ? marked : refuseIrreversible(planned, key);
}

function refuseIrreversible<Step extends ScriptStep>(
  planned: PlannedScript<Step>,
  key: ChangeKey,
): PlannedScript<Step> {
  if (planned.script?.header.directives.irreversible !== true) return planned;
  const { step } = planned;
  const problem = new EngineError(
    'IRREVERSIBLE',
    { change: key },
    {
      module: step?.module.name,
      change: step?.change,
      place: step && { file: step.file },
      hint: 'choose a target at or after this change',
    },
  );
  return { step: undefined, script: undefined, problems: [problem] };
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
