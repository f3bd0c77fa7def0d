import { EngineError, isEngineError } from '../errors/index.js';
import { headerProblems } from '../formats/index.js';
import type { Change, DeployedChange, Module, RegistryState } from '../model/index.js';
import {
  changeKey,
  comparePlan,
  deployedAfter,
  pendingChanges,
  resolveRequirements,
  writtenInPlan,
  type ChangeKey,
  type ModuleRequirements,
  type PlanState,
} from '../resolve/index.js';
import type { RegistryShape } from '../store/index.js';
import type { ScriptReader } from '../workspace/index.js';
import { writtenInHeaders } from './headers.js';
import { findResume, notesByChange } from './resume.js';
import type { Selection } from './selection.js';
import { changedScripts, stateWarnings } from './state.js';
import { planScript, withoutNotes, type ScriptStep } from './steps.js';

export interface DeployPlanOptions {
  readonly usePlan: boolean;
  readonly allowChanged: boolean;
  readonly strictHash: boolean;
  readonly ensure: boolean;
}

/** A change to deploy and what to record of it. */
export interface DeployStep extends ScriptStep {
  readonly module: Module;
  readonly requires: readonly ChangeKey[];
}

export interface DeployPlan {
  /** In deploy order. */
  readonly steps: readonly DeployStep[];
  /** Planned changes up to the targets that are deployed already. */
  readonly skipped: readonly ChangeKey[];
  /** Errors and warnings, in module order. */
  readonly problems: readonly EngineError[];
}

/** Resolves what the changes of each selected module require; needs no database. */
export function readRequirementsOf(
  selection: Selection,
  reader: ScriptReader,
  usePlan: boolean,
): { readonly byModule: ReadonlyMap<string, ModuleRequirements>; readonly problems: readonly EngineError[] } {
  const problems: EngineError[] = [];
  const known = new Map(selection.closure.modules.map((module) => [module.name, module]));
  const byModule = new Map<string, ModuleRequirements>();
  for (const module of selection.modules) {
    const headers = usePlan ? undefined : writtenInHeaders(module, reader);
    problems.push(...(headers?.problems ?? []));
    const written = headers?.written ?? writtenInPlan(module);
    const requirements = resolveRequirements(module, written, known, selection.indexes);
    byModule.set(module.name, requirements);
    problems.push(...requirements.problems);
  }
  return { byModule, problems };
}

/** Decides what a deploy does, from the files and the registry. Changes nothing. */
export function planDeploy(
  selection: Selection,
  requirements: ReadonlyMap<string, ModuleRequirements>,
  { changes: deployed, statements }: RegistryState,
  registry: RegistryShape,
  reader: ScriptReader,
  options: DeployPlanOptions,
): DeployPlan {
  const notes = notesByChange(statements, 'deploy');
  const present = new Set<ChangeKey>(deployed.map((row) => changeKey(row.module, row.change)));
  const steps: DeployStep[] = [];
  const skipped: ChangeKey[] = [];
  const problems: EngineError[] = [];

  for (const module of selection.modules) {
    const rows = deployed.filter((row) => row.module === module.name);
    const state = comparePlan(module.plan, rows);
    const place = selection.targets.get(module.name)?.place;
    const names = new Set(rows.map((row) => row.change));
    problems.push(...targetBehind(selection, module, place, names, options), ...stateWarnings(module, state, reader));
    if (!options.allowChanged) {
      problems.push(...changedScripts(module, state.deployed, reader, options.strictHash ? 'error' : 'warning'));
    }
    const end = place ?? module.plan.changes.length - 1;
    skipped.push(
      ...module.plan.changes
        .slice(0, end + 1)
        .flatMap(({ name }) => (names.has(name) ? [changeKey(module.name, name)] : [])),
    );

    const pending = pendingChanges(module.plan, names, place);
    problems.push(...pendingBefore(module, pending, state, selection.indexes.get(module).changes));
    for (const change of pending) {
      const planned = planScript(reader, 'deploy', module, change.name);
      const needs = requirements.get(module.name)?.changes.get(change.name) ?? { requires: [], conflicts: [] };
      problems.push(...planned.problems, ...missing(module, change, needs.requires, present));
      problems.push(...conflicting(module, change, needs.conflicts, present));
      present.add(changeKey(module.name, change.name));
      if (planned.step === undefined || planned.script === undefined) continue;
      problems.push(...headerProblems(module, change.name, planned.step.file, planned.script.header, 'warning'));
      const noted = notes.get(changeKey(module.name, change.name)) ?? [];
      const resume = findResume(planned.step, planned.script, 'deploy', noted);
      if (isEngineError(resume)) problems.push(resume);
      else steps.push({ ...planned.step, requires: needs.requires, resume });
    }
  }
  problems.push(...withoutNotes(steps, registry));
  if (registry.hasUniqueHash) problems.push(...duplicateHashes(steps, deployed));
  return { steps, skipped, problems };
}

function targetBehind(
  { targets }: Selection,
  module: Module,
  place: number | undefined,
  deployed: ReadonlySet<string>,
  { ensure }: DeployPlanOptions,
): readonly EngineError[] {
  if (place === undefined) return [];
  const beyond = deployedAfter(module.plan, deployed, place).at(-1);
  if (beyond === undefined) return [];
  const target = targets.get(module.name)?.text ?? '';
  return [
    new EngineError(
      'TARGET_BEHIND',
      { target, deployed: beyond.name },
      {
        severity: ensure ? 'warning' : 'error',
        module: module.name,
        hint: `to go back, revert to ${target}`,
      },
    ),
  ];
}

function pendingBefore(
  module: Module,
  pending: readonly Change[],
  state: PlanState,
  places: ReadonlyMap<string, number>,
): readonly EngineError[] {
  const lastDeployed = state.deployed.at(-1);
  if (lastDeployed === undefined) return [];
  const end = places.get(lastDeployed.change) ?? 0;
  const earlier = pending.filter((change) => (places.get(change.name) ?? 0) < end);
  if (earlier.length === 0) return [];
  const fields = { changes: earlier.map((change) => change.name), deployed: lastDeployed.change };
  return [new EngineError('PENDING_BEFORE_DEPLOYED', fields, { severity: 'warning', module: module.name })];
}

function missing(
  module: Module,
  change: Change,
  requires: readonly ChangeKey[],
  present: ReadonlySet<ChangeKey>,
): readonly EngineError[] {
  const absent = requires.filter((key) => !present.has(key));
  if (absent.length === 0) return [];
  return [
    new EngineError(
      'MISSING_REQUIREMENT',
      { change: change.name, missing: absent },
      {
        module: module.name,
        change: change.name,
        place: { file: module.plan.file, line: change.line },
        hint: 'deploy what it requires first, or run without --no-recursive',
      },
    ),
  ];
}

function conflicting(
  module: Module,
  change: Change,
  conflicts: readonly ChangeKey[],
  present: ReadonlySet<ChangeKey>,
): readonly EngineError[] {
  return conflicts
    .filter((key) => present.has(key))
    .map(
      (key) =>
        new EngineError(
          'CHANGE_CONFLICT',
          { change: change.name, conflicts: key },
          {
            module: module.name,
            change: change.name,
            place: { file: module.plan.file, line: change.line },
            hint: `revert ${key} first`,
          },
        ),
    );
}

/** A registry made by another tool may refuse two changes of one module with the same text. */
function duplicateHashes(steps: readonly DeployStep[], deployed: readonly DeployedChange[]): readonly EngineError[] {
  const seen = new Map(deployed.map((row) => [`${row.module}:${row.hash}`, row.change]));
  return steps.flatMap((step) => {
    const key = `${step.module.name}:${step.hash}`;
    const other = seen.get(key);
    seen.set(key, step.change);
    if (other === undefined) return [];
    const hint = 'run migrate upgrade, which drops the constraint';
    return new EngineError(
      'DUPLICATE_SCRIPT_HASH',
      { changes: [other, step.change] },
      { module: step.module.name, change: step.change, place: { file: step.file }, hint },
    );
  });
}
