import { EngineError, similarNames } from '../errors/index.js';
import type { Change, Module, Places, Plan, Reference } from '../model/index.js';

/** `module:change`, the form in which the registry records requirements. Neither part can hold a colon. */
export type ChangeKey = `${string}:${string}`;

export function changeKey(module: string, change: string): ChangeKey {
  return `${module}:${change}`;
}

/** Where a reference leads: the change, and its place in the plan of `module`. */
export interface ResolvedReference {
  readonly module: string;
  readonly change: string;
  readonly place: number;
}

/**
 * Finds the change that `reference` means in `plan` (docs/formats.md §3.7).
 *
 * @param before - the place of the change that refers: of a reworked change it means the newest instance before itself.
 * Absent for references from elsewhere, which mean the newest.
 * @throws {EngineError} `CHANGE_NOT_FOUND`, `TAG_NOT_FOUND` or `UNSUPPORTED_REFERENCE`.
 */
export function resolveInPlan(reference: Reference, plan: Plan, before = Infinity): ResolvedReference {
  if (reference.sha1 !== undefined) {
    throw new EngineError('UNSUPPORTED_REFERENCE', {
      reference: reference.text,
      reason: 'change ids of Sqitch are not recorded',
    });
  }
  const place = basePlace(reference, plan, before) + (reference.offset ?? 0);
  const change = plan.changes[place];
  if (change === undefined) throw changeNotFound(reference.text, plan);
  return { module: plan.module, change: change.name, place };
}

function basePlace(reference: Reference, plan: Plan, before: number): number {
  if (reference.symbol === 'ROOT') return 0;
  if (reference.symbol === 'HEAD') return plan.changes.length - 1;
  const tagPlace = reference.tag === undefined ? undefined : placeOfTag(reference.tag, plan);
  if (reference.change === undefined) return tagPlace ?? -1;
  const place = placeOfChange(reference.change, plan.places, tagPlace === undefined ? before : tagPlace + 1);
  // `change@tag` is the change as of the tag: it has to stand at or before it.
  if (place === undefined || (tagPlace !== undefined && place > tagPlace)) {
    throw changeNotFound(reference.text, plan);
  }
  return place;
}

/** Of several instances the newest before `end`; when all stand behind it, the newest of all. */
function placeOfChange(name: string, { changes, reworked }: Places, end: number): number | undefined {
  const newest = changes.get(name);
  if (reworked.size === 0) return newest;
  return (
    reworked
      .get(name)
      ?.filter((place) => place < end)
      .at(-1) ?? newest
  );
}

function placeOfTag(tag: string, plan: Plan): number {
  const place = plan.places.tags.get(tag);
  if (place === undefined) {
    const existing = plan.tags.map((other) => other.name);
    const hint = `correct the name, or put the tag on a change of ${plan.module}: pgpm tag ${tag}`;
    throw new EngineError('TAG_NOT_FOUND', { tag, project: plan.module, existing }, { hint });
  }
  return place;
}

function changeNotFound(text: string, { file, places }: Plan): EngineError {
  const similar = similarNames(text, places.changes.keys());
  const hint = similar.length > 0 ? undefined : 'name a change by its whole path: pgpm list shows them';
  return new EngineError('CHANGE_NOT_FOUND', { change: text, plan: file, similar }, { hint });
}

/** The module a reference of `module` leads into: its own, unless qualified with another name. */
export function moduleOfReference(reference: Reference, module: Pick<Module, 'name'>): string {
  return reference.module ?? module.name;
}

/** The change at `place`, which the caller took from the same plan. */
export function changeAt(plan: Plan, place: number): Change {
  const change = plan.changes[place];
  if (change === undefined) throw new RangeError(`plan ${plan.file} has no change at place ${place}`);
  return change;
}
