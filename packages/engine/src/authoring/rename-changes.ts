import { EngineError, inContext, similarNames, throwProblems } from '../errors/index.js';
import { renameInHeader, renameInPlan } from '../formats/edit.js';
import { checkName, checkNewName, isReservedName } from '../formats/index.js';
import type { ScriptKind } from '../model/index.js';
import { planFile } from '../workspace/index.js';
import { Draft, type Authored, type Files } from './files.js';
import { withNewNames } from './requirements.js';
import { pathIn, readSource, scriptKinds, scriptNames, scriptPath, type ModulePlace } from './source.js';

export interface RenameChangesOptions {
  readonly files: Files;
  readonly module: ModulePlace;
  /** The modules of the workspace: what they require of the module is renamed, too. */
  readonly modules: Iterable<ModulePlace>;
  /** Old names to new ones. Names may be swapped. */
  readonly renames: ReadonlyMap<string, string>;
}

/**
 * Changes under new names: in plans, in headers of scripts, as files. Tags keep their names. Knows nothing of databases:
 * where a change is deployed, it is known there by its old name.
 *
 * @throws {EngineError} all findings at once: `INVALID_NAME`, `RENAME_UNKNOWN_SOURCE`, `RENAME_COLLISION`,
 * `RENAME_TARGET_EXISTS`, and those of the module's files.
 */
export function renameChanges({ files, module, modules, renames }: RenameChangesOptions): Authored {
  const { plan, name } = readSource(files, module);
  const planned = plan.value.changes.map((change) => change.name);
  throwProblems(
    [...checkNames(planned, renames), ...checkTargets(files, module, renames)].map((problem) =>
      inContext(problem, { module: name }),
    ),
  );

  const draft = new Draft(files);
  renameInModule(draft, module, module.name, renames);
  for (const other of modules) {
    if (other.name !== module.name) renameInModule(draft, other, module.name, renames);
  }
  for (const kind of scriptKinds) moveScripts(draft, files, module, kind, renames);
  return { edits: draft.edits(), warnings: [] };
}

function checkNames(planned: readonly string[], renames: ReadonlyMap<string, string>): readonly EngineError[] {
  const problems: EngineError[] = [];
  const sources = new Map<string, string[]>();
  for (const name of new Set([...planned, ...renames.keys()])) {
    const target = renames.get(name) ?? name;
    sources.set(target, [...(sources.get(target) ?? []), name]);
  }
  for (const [from, to] of renames) {
    if (!planned.includes(from)) {
      const similar = similarNames(from, planned);
      problems.push(new EngineError('RENAME_UNKNOWN_SOURCE', { change: from, similar }));
    }
    const broken = checkNewName(to, 'change');
    if (broken !== undefined) {
      const rule = `${broken.rule}, at character ${broken.at + 1}`;
      problems.push(new EngineError('INVALID_NAME', { name: to, type: 'change', rule }));
    } else if (isReservedName(to)) {
      problems.push(new EngineError('PLAN_RESERVED_NAME', { name: to }, { hint: 'choose another name' }));
    }
  }
  for (const [name, from] of sources) {
    if (from.length > 1) problems.push(new EngineError('RENAME_COLLISION', { name, sources: from }));
  }
  return problems;
}

/** Files in the way, unless they are about to be moved themselves. */
function checkTargets(files: Files, module: ModulePlace, renames: ReadonlyMap<string, string>): readonly EngineError[] {
  const hint = 'move the file away';
  return [...renames.values()]
    .filter((to) => !renames.has(to) && checkName(to, 'change') === undefined)
    .flatMap((to) => scriptKinds.map((kind) => scriptPath(module, kind, to)))
    .filter((path) => files.read(path) !== undefined)
    .map((path) => new EngineError('RENAME_TARGET_EXISTS', { path }, { place: { file: path }, hint }));
}

/** Renames in the plan and in the headers of one module, what it says about the changes of `owner`. */
function renameInModule(draft: Draft, place: ModulePlace, owner: string, renames: ReadonlyMap<string, string>): void {
  const isOwner = place.name === owner;
  const newName = (change: string): string => (isOwner ? (renames.get(change) ?? change) : change);
  const reference = (found: Parameters<typeof withNewNames>[0]): string =>
    withNewNames(found, place.name, owner, renames);
  draft.edit(pathIn(place, planFile), (text) => renameInPlan(text, { change: newName, reference }));
  for (const kind of scriptKinds) {
    for (const script of scriptNames(draft, place, kind)) {
      const identity = ({ module, change }: { readonly module: string | undefined; readonly change: string }) => ({
        module,
        change: newName(change),
      });
      draft.edit(scriptPath(place, kind, script), (text) => renameInHeader(text, { identity, reference }));
    }
  }
}

/** Also the scripts of older instances of a reworked change, `name@tag.sql`. */
function moveScripts(
  draft: Draft,
  files: Files,
  module: ModulePlace,
  kind: ScriptKind,
  renames: ReadonlyMap<string, string>,
): void {
  const moves = scriptNames(files, module, kind).flatMap((script) => {
    const [name = '', tag] = script.split('@');
    const to = renames.get(name);
    if (to === undefined) return [];
    return [{ from: scriptPath(module, kind, script), to: tag === undefined ? to : `${to}@${tag}` }];
  });
  const texts = moves.map(({ from }) => draft.read(from) ?? '');
  for (const { from } of moves) draft.remove(from);
  moves.forEach(({ to }, index) => draft.write(scriptPath(module, kind, to), texts[index] ?? ''));
}
