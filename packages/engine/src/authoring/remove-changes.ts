import { EngineError, inContext, isEngineError, throwProblems } from '../errors/index.js';
import { removeChangesFrom } from '../formats/edit.js';
import { parsePlan, parseReference } from '../formats/index.js';
import type { Plan } from '../model/index.js';
import { resolveInPlan } from '../resolve/index.js';
import { planFile } from '../workspace/index.js';
import { Draft, type Authored, type Files } from './files.js';
import { pathIn, readSource, scriptKinds, scriptPath, type ModulePlace, type ModuleSource } from './source.js';

export interface RemoveChangesOptions {
  readonly files: Files;
  readonly module: ModulePlace;
  /** The modules of the workspace: a change that one of them requires is not removed. */
  readonly modules: Iterable<ModulePlace>;
  /** The first change to remove: a change, `@tag`, or any other reference into the plan. */
  readonly from: string;
}

/** What is removed, beside the edits. */
export interface RemovedChanges extends Authored {
  /** In plan order. */
  readonly changes: readonly string[];
  readonly tags: readonly string[];
}

/**
 * A plan without a change and all that follow it, and without their tags and scripts. Knows nothing of databases.
 *
 * @throws {EngineError} `CHANGE_NOT_FOUND`, `TAG_NOT_FOUND`, `INVALID_NAME`; `STILL_REQUIRED` for every change that
 * another module requires; and the errors of the module's files.
 */
export function removeChanges({ files, module, modules, from }: RemoveChangesOptions): RemovedChanges {
  const source = readSource(files, module);
  const { plan } = source;
  const place = placeOf(source, from);
  const changes = plan.value.changes.slice(place).map(({ name }) => name);
  const kept = new Set(plan.value.changes.slice(0, place).map(({ name }) => name));
  const removed = changes.filter((name) => !kept.has(name));
  throwProblems(stillRequired(files, source, new Set(removed), modules));

  const draft = new Draft(files);
  draft.write(plan.path, removeChangesFrom(plan.text, place));
  for (const change of removed) {
    for (const kind of scriptKinds) {
      const path = scriptPath(module, kind, change);
      if (files.read(path) !== undefined) draft.remove(path);
    }
  }
  const tags = plan.value.tags.filter(({ change }) => !kept.has(change)).map(({ name }) => name);
  return { edits: draft.edits(), warnings: [], changes, tags };
}

function placeOf({ name, plan }: ModuleSource, text: string): number {
  const reference = parseReference(text);
  if (reference === undefined || (reference.module ?? name) !== name) {
    const rule = `write a change or @tag of ${name}`;
    throw new EngineError('INVALID_NAME', { name: text, type: 'target', rule }, { module: name });
  }
  try {
    return resolveInPlan(reference, plan.value).place;
  } catch (error) {
    throw isEngineError(error) ? inContext(error, { module: name, place: { file: plan.path } }) : error;
  }
}

/** One finding per removed change, with all that other modules plan on top of it. */
function stillRequired(
  files: Files,
  { name, plan }: ModuleSource,
  removed: ReadonlySet<string>,
  modules: Iterable<ModulePlace>,
): readonly EngineError[] {
  const dependants = new Map<string, string[]>();
  for (const other of modules) {
    if (other.name === name) continue;
    for (const { change, target } of requiredOf(files, other, name, plan.value)) {
      if (removed.has(target)) dependants.set(target, [...(dependants.get(target) ?? []), `${other.name}:${change}`]);
    }
  }
  const hint = 'remove these requirements first';
  return [...dependants].map(
    ([change, by]) => new EngineError('STILL_REQUIRED', { change, dependants: by }, { module: name, change, hint }),
  );
}

/** What the plan of `place` requires of the module behind `required`; what leads nowhere is no concern of ours. */
function requiredOf(
  files: Files,
  place: ModulePlace,
  module: string,
  required: Plan,
): readonly { readonly change: string; readonly target: string }[] {
  const path = pathIn(place, planFile);
  const { plan } = parsePlan(files.read(path) ?? '', path);
  return plan.changes.flatMap((change) =>
    change.requires.flatMap((reference) => {
      if (reference.module !== module) return [];
      try {
        return [{ change: change.name, target: resolveInPlan(reference, required).change }];
      } catch (error) {
        if (isEngineError(error)) return [];
        throw error;
      }
    }),
  );
}
