import { EngineError, inContext, throwProblems } from '../errors/index.js';
import { editPlan, inWritingOrder, reorderChanges, setRequirements } from '../formats/edit.js';
import { parsePlan } from '../formats/index.js';
import type { Plan, Reference } from '../model/index.js';
import { resolveRequirements, type WrittenRequirements } from '../resolve/index.js';
import type { Attribution } from './attribution.js';
import { Draft, type Authored, type Files } from './files.js';
import { readHeaders, type HeaderRequirements } from './headers.js';
import { readPlannedModules, type PlannedModules } from './planned-modules.js';
import { ReferenceKeys } from './reference-keys.js';
import { readSource, type ModulePlace, type ModuleSource } from './source.js';
import { sortTopologically } from './topological.js';

export interface RewritePlanOptions {
  readonly files: Files;
  readonly module: ModulePlace;
  readonly modules: Iterable<ModulePlace>;
  /** For the lines that are new. */
  readonly attribution: Attribution;
  /** The first change requires the last one of every module that the control file names. Default: `true`. */
  readonly includePackages?: boolean | undefined;
  /** … by its tag, where it has one. Default: `true`. */
  readonly includeTags?: boolean | undefined;
  /** Move changes behind what they require. Default: `false`: a wrong order is an error. */
  readonly reorder?: boolean | undefined;
}

/** A line of the plan that disagrees with the header of its script. */
export interface RewrittenLine {
  readonly change: string;
  /** A script that has no line yet. */
  readonly isNew: boolean;
  /** What the line lacks, as it stands in its brackets. */
  readonly missing: readonly string[];
}

export interface RewrittenPlan extends Authored {
  /** In plan order. */
  readonly lines: readonly RewrittenLine[];
}

/**
 * A plan that agrees with the headers of the deploy scripts: scripts without a line get one, what headers require or
 * conflict with and the plan lacks is added. Existing lines, tags, notes and comments stay. What the plan has beyond the
 * headers stays too, and is a warning, as is a line without a script.
 *
 * @throws {EngineError} all findings at once: broken headers, references that lead nowhere, cycles, and
 * `DEPENDENCY_ORDER`.
 */
export function rewritePlan(options: RewritePlanOptions): RewrittenPlan {
  const { files, module, attribution, reorder = false } = options;
  const source = readSource(files, module);
  const { path, value: plan } = source.plan;
  const { headers, problems } = readHeaders(files, source);
  throwProblems(problems);
  const others = readPlannedModules(files, options.modules);
  const keys = new ReferenceKeys(source.name, plan, others);

  const added = newChanges(plan, headers, keys);
  const required = requiredReferences(plan, headers, added, keys);
  addPackages(required, plan, source.control?.value.requires ?? [], others, options);

  let text = source.plan.text;
  const lines: RewrittenLine[] = [];
  const names = [...plan.changes.map(({ name }) => name), ...added];
  const places = new Map(names.map((name, place) => [name, place]));
  plan.changes.forEach(({ name, requires, conflicts }, place) => {
    const references = required.get(name) ?? requires;
    const excluded = keys.merge(conflicts, headers.get(name)?.conflicts ?? []);
    if (references.length === requires.length && excluded.length === conflicts.length) return;
    const missing = referenceTexts(references.slice(requires.length), excluded.slice(conflicts.length));
    lines.push({ change: name, isNew: false, missing });
    text = setRequirements(text, place, referenceTexts(inWritingOrder(references, plan.module, places), excluded));
  });
  for (const name of added) {
    const requires = inWritingOrder(required.get(name) ?? [], plan.module, places);
    const conflicts = keys.merge([], headers.get(name)?.conflicts ?? []);
    const line = { name, requires, conflicts, ...attribution, note: `add ${name}` };
    lines.push({ change: name, isNew: true, missing: referenceTexts(requires, conflicts) });
    text = editPlan(text, path).appendChange(line).text;
  }
  if (reorder) text = inRequiredOrder(text, path, keys);
  throwProblems(checkPlan(text, source, headers, others));

  const draft = new Draft(files);
  draft.write(path, text);
  const warnings = [...withoutScripts(plan, headers, module), ...drift(plan, headers, keys)];
  const inModule = warnings.map((warning) => inContext(warning, { module: source.name }));
  return { edits: draft.edits(), warnings: inModule, lines };
}

/** As they stand in the brackets of a line. */
function referenceTexts(requires: readonly Reference[], conflicts: readonly Reference[]): readonly string[] {
  return [...requires.map(({ text }) => text), ...conflicts.map(({ text }) => `!${text}`)];
}

/** Scripts without a line in the plan, each behind the new ones that it requires. */
function newChanges(
  plan: Plan,
  headers: ReadonlyMap<string, HeaderRequirements>,
  keys: ReferenceKeys,
): readonly string[] {
  const planned = new Set(plan.changes.map(({ name }) => name));
  const added = [...headers.keys()].filter((name) => !planned.has(name));
  return sortTopologically(added, (name) => keys.ownChanges(headers.get(name)?.requires ?? []));
}

/** By change: what its line shall require. */
function requiredReferences(
  plan: Plan,
  headers: ReadonlyMap<string, HeaderRequirements>,
  added: readonly string[],
  keys: ReferenceKeys,
): Map<string, readonly Reference[]> {
  const required = new Map<string, readonly Reference[]>();
  for (const { name, requires } of plan.changes) {
    required.set(name, keys.merge(requires, headers.get(name)?.requires ?? []));
  }
  for (const name of added) required.set(name, keys.merge([], headers.get(name)?.requires ?? []));
  return required;
}

/** A module that is required as a whole and by no change is required by the first one. */
function addPackages(
  required: Map<string, readonly Reference[]>,
  plan: Plan,
  names: readonly string[],
  others: PlannedModules,
  { includePackages = true, includeTags = true }: RewritePlanOptions,
): void {
  const first = plan.changes[0]?.name ?? [...required.keys()][0];
  if (!includePackages || first === undefined) return;
  const mentioned = new Set([...required.values()].flat().map(({ module }) => module));
  const missing = names.flatMap((module): Reference[] => {
    const other = others.get(module)?.plan;
    const last = other?.changes.at(-1)?.name;
    if (other === undefined || last === undefined || mentioned.has(module)) return [];
    const tag = includeTags ? other.tags.filter(({ change }) => change === last).at(-1)?.name : undefined;
    if (tag !== undefined) return [{ text: `${module}:@${tag}`, module, tag }];
    return [{ text: `${module}:${last}`, module, change: last }];
  });
  required.set(first, [...(required.get(first) ?? []), ...missing]);
}

function inRequiredOrder(text: string, path: string, keys: ReferenceKeys): string {
  const { changes } = parsePlan(text, path).plan;
  const places = new Map(changes.map(({ name }, place) => [name, place]));
  // The instances of a reworked change have their order from their tags.
  if (places.size < changes.length) return text;
  const byName = new Map(changes.map((change) => [change.name, change]));
  const sorted = sortTopologically([...byName.keys()], (name) => keys.ownChanges(byName.get(name)?.requires ?? []));
  return reorderChanges(
    text,
    sorted.flatMap((name) => places.get(name) ?? []),
  );
}

/** Everything that a deploy would find wrong with the requirements of the new plan. */
function checkPlan(
  text: string,
  source: ModuleSource,
  headers: ReadonlyMap<string, HeaderRequirements>,
  others: PlannedModules,
): readonly EngineError[] {
  const { plan, problems } = parsePlan(text, source.plan.path);
  const planned = { name: source.name, plan, control: source.control?.value };
  const found = resolveRequirements(planned, whereWritten(plan, source.plan.value, headers), others).problems;
  return [...problems, ...found].map((problem) =>
    problem.code === 'DEPENDENCY_ORDER' ? inContext(problem, { hint: 'run it with --reorder' }) : problem,
  );
}

/** What a header adds has its place there: the line of the plan that will have it is not in the file. */
function whereWritten(
  plan: Plan,
  before: Plan,
  headers: ReadonlyMap<string, HeaderRequirements>,
): readonly WrittenRequirements[] {
  const lines = new Map(before.changes.map((change) => [change.name, change]));
  return plan.changes.map((change) => {
    const header = headers.get(change.name);
    const referencesOf = (kind: 'requires' | 'conflicts'): readonly Reference[] =>
      change[kind].map((reference) => {
        const isSame = ({ text }: Reference): boolean => text === reference.text;
        if (header === undefined || lines.get(change.name)?.[kind].some(isSame) === true) return reference;
        const inHeader = header[kind].find(isSame);
        return inHeader === undefined ? reference : { ...inHeader, file: header.path };
      });
    return { ...change, requires: referencesOf('requires'), conflicts: referencesOf('conflicts') };
  });
}

function withoutScripts(
  plan: Plan,
  headers: ReadonlyMap<string, HeaderRequirements>,
  module: ModulePlace,
): readonly EngineError[] {
  return plan.changes
    .filter(({ name }) => !headers.has(name))
    .map(({ name, line }) => {
      const fields = { kind: 'deploy', path: `${module.path}/deploy/${name}.sql` } as const;
      const place = { file: plan.file, line };
      return new EngineError('SCRIPT_MISSING', fields, { severity: 'warning', change: name, place });
    });
}

/** What the plan has and the header has not. Requirements on whole modules stand in the plan alone. */
function drift(
  plan: Plan,
  headers: ReadonlyMap<string, HeaderRequirements>,
  keys: ReferenceKeys,
): readonly EngineError[] {
  return plan.changes.flatMap(({ name, requires, conflicts, line }) => {
    const header = headers.get(name);
    if (header === undefined) return [];
    const own = requires.filter(({ module }) => module === undefined || module === plan.module);
    const isSaid = keys.areAmong(own, header.requires) && keys.areAmong(conflicts, header.conflicts);
    if (isSaid) return [];
    const fields = {
      change: name,
      plan: referenceTexts(requires, conflicts),
      header: referenceTexts(header.requires, header.conflicts),
    };
    const hint = `add the missing "-- requires:" and "-- conflicts:" lines to ${header.path}`;
    const place = { file: plan.file, line };
    return [new EngineError('HEADER_REQUIRES_DRIFT', fields, { severity: 'warning', change: name, place, hint })];
  });
}
