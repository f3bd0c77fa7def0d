import { EngineError, isEngineError, type ErrorContext } from '../errors/index.js';
import { headerProblems } from '../formats/sql.js';
import type { Change, DeployedChange, Module, RegistryState } from '../model/index.js';
import { changeKey, type ChangeKey, type ModuleRequirements } from '../resolve/index.js';
import type { RegistryShape } from '../store/index.js';
import type { ScriptReader } from '../scripts/index.js';
import type { ComparedModule, DeployPlan, DeployStep } from './deploy-step.js';
import { findResume, notesByChange } from './resume.js';
import { planScript, withoutNotes } from './steps.js';

/** Decides how the pending changes of modules are deployed, and whether they can be. */
export function planPending(
  modules: readonly ComparedModule[],
  requirements: ReadonlyMap<string, ModuleRequirements>,
  { changes: deployed, statements }: RegistryState,
  registry: RegistryShape,
  reader: ScriptReader,
): Pick<DeployPlan, 'steps' | 'problems'> {
  const notes = notesByChange(statements, 'deploy');
  const inPlace = new Set<ChangeKey>(deployed.map((row) => changeKey(row.module, row.change)));
  const present = new Set(inPlace);
  const steps: DeployStep[] = [];
  const problems: EngineError[] = [];
  for (const { module, pending, problems: ofModule } of modules) {
    problems.push(...ofModule);
    for (const change of pending) {
      const planned = planScript(reader, 'deploy', module, change.name);
      const needs = requirements.get(module.name)?.of(change.name) ?? { requires: [], conflicts: [] };
      problems.push(...planned.problems, ...missing(module, change, needs.requires, present));
      problems.push(...conflicting(module, change, needs.conflicts, present, inPlace));
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
  return { steps, problems };
}

function missing(
  module: Module,
  change: Change,
  requires: readonly ChangeKey[],
  present: ReadonlySet<ChangeKey>,
): readonly EngineError[] {
  const absent = requires.filter((key) => !present.has(key));
  if (absent.length === 0) return [];
  const hint = 'deploy what it requires first: choose a later target for its module, or run without --no-recursive';
  return [
    new EngineError('MISSING_REQUIREMENT', { change: change.name, missing: absent }, inPlan(module, change, hint)),
  ];
}

function conflicting(
  module: Module,
  change: Change,
  conflicts: readonly ChangeKey[],
  present: ReadonlySet<ChangeKey>,
  inPlace: ReadonlySet<ChangeKey>,
): readonly EngineError[] {
  return conflicts
    .filter((key) => present.has(key))
    .map((key) => {
      const isPlanned = !inPlace.has(key);
      const hint = isPlanned ? 'leave one of the two out' : `revert ${key} first`;
      return new EngineError(
        'CHANGE_CONFLICT',
        { change: change.name, conflicts: key, isPlanned },
        inPlan(module, change, hint),
      );
    });
}

function inPlan(module: Module, change: Change, hint: string): ErrorContext {
  return { module: module.name, change: change.name, place: { file: module.plan.file, line: change.line }, hint };
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
