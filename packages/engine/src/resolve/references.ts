import { EngineError, similarNames } from '../errors/index.js';
import type { Change, Module, Plan, Reference } from '../model/index.js';

/** `module:change`, the form in which the registry records requirements. Neither part can hold a colon. */
export type ChangeKey = `${string}:${string}`;

export function changeKey(module: string, change: string): ChangeKey {
  return `${module}:${change}`;
}

/** Positions of changes and tags of one plan. */
export interface PlanIndex {
  readonly plan: Plan;
  /** Change name to its place in the plan, from 0. */
  readonly changes: ReadonlyMap<string, number>;
  /** The places of all instances of a name that was reworked, ascending. */
  readonly reworked: ReadonlyMap<string, readonly number[]>;
  /** Tag name to the place of its change. */
  readonly tags: ReadonlyMap<string, number>;
}

export function indexPlan(plan: Plan): PlanIndex {
  const changes = new Map<string, number>();
  plan.changes.forEach(({ name }, place) => changes.set(name, place));
  const tags = new Map<string, number>();
  for (const tag of plan.tags) tags.set(tag.name, changes.get(tag.change) ?? -1);
  return { plan, changes, reworked: reworkedPlaces(plan, changes), tags };
}

function reworkedPlaces(plan: Plan, changes: ReadonlyMap<string, number>): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  plan.changes.forEach(({ writtenAs }, place) => {
    if (writtenAs === undefined) return;
    const older = places.get(writtenAs);
    if (older === undefined) places.set(writtenAs, [place]);
    else older.push(place);
  });
  for (const [name, older] of places) older.push(changes.get(name) ?? Infinity);
  return places;
}

/** Where a reference leads: the change, and its place in the plan of `module`. */
export interface ResolvedReference {
  readonly module: string;
  readonly change: string;
  readonly place: number;
}

/**
 * Finds the change that `reference` means in `index` (docs/formats.md §3.7).
 *
 * @param before - the place of the change that refers: of a reworked change it means the newest instance before itself.
 * Absent for references from elsewhere, which mean the newest.
 * @throws {EngineError} `CHANGE_NOT_FOUND`, `TAG_NOT_FOUND` or `UNSUPPORTED_REFERENCE`.
 */
export function resolveInPlan(reference: Reference, index: PlanIndex, before = Infinity): ResolvedReference {
  const { plan } = index;
  if (reference.sha1 !== undefined) {
    throw new EngineError('UNSUPPORTED_REFERENCE', {
      reference: reference.text,
      reason: 'change ids of Sqitch are not recorded',
    });
  }
  const place = basePlace(reference, index, before) + (reference.offset ?? 0);
  const change = plan.changes[place];
  if (change === undefined) throw changeNotFound(reference.text, index);
  return { module: plan.module, change: change.name, place };
}

function basePlace(reference: Reference, index: PlanIndex, before: number): number {
  if (reference.symbol === 'ROOT') return 0;
  if (reference.symbol === 'HEAD') return index.plan.changes.length - 1;
  const tagPlace = reference.tag === undefined ? undefined : placeOfTag(reference.tag, index);
  if (reference.change === undefined) return tagPlace ?? -1;
  const place = placeOfChange(reference.change, index, tagPlace === undefined ? before : tagPlace + 1);
  // `change@tag` is the change as of the tag: it has to stand at or before it.
  if (place === undefined || (tagPlace !== undefined && place > tagPlace)) {
    throw changeNotFound(reference.text, index);
  }
  return place;
}

/** Of several instances the newest before `end`; when all stand behind it, the newest of all. */
function placeOfChange(name: string, index: PlanIndex, end: number): number | undefined {
  const newest = index.changes.get(name);
  if (index.reworked.size === 0) return newest;
  return (
    index.reworked
      .get(name)
      ?.filter((place) => place < end)
      .at(-1) ?? newest
  );
}

function placeOfTag(tag: string, index: PlanIndex): number {
  const place = index.tags.get(tag);
  if (place === undefined || place < 0) {
    const existing = index.plan.tags.map((other) => other.name);
    throw new EngineError('TAG_NOT_FOUND', { tag, project: index.plan.module, existing });
  }
  return place;
}

function changeNotFound(text: string, index: PlanIndex): EngineError {
  return new EngineError('CHANGE_NOT_FOUND', {
    change: text,
    plan: index.plan.file,
    similar: similarNames(text, index.changes.keys()),
  });
}

/** The module a reference of `module` leads into: its own, unless qualified with another name. */
export function moduleOfReference(reference: Reference, module: Pick<Module, 'name'>): string {
  return reference.module ?? module.name;
}

/** The change at `place`, which the caller took from an index of the same plan. */
export function changeAt(plan: Plan, place: number): Change {
  const change = plan.changes[place];
  if (change === undefined) throw new RangeError(`plan ${plan.file} has no change at place ${place}`);
  return change;
}
