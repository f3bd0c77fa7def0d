import type { Change, Places, Tag } from '../../model/index.js';

const nowhere: ReadonlyMap<string, never> = new Map<string, never>();

/** @param changes - where those of the plan stand, when that is known. */
export function findPlaces(
  plan: { readonly changes: readonly Change[]; readonly tags: readonly Tag[] },
  changes: ReadonlyMap<string, number> = new Map(plan.changes.map(({ name }, place) => [name, place])),
): Places {
  // Without tags nothing is reworked, and most plans of a large workspace have none.
  if (plan.tags.length === 0) return { changes, tags: nowhere, reworked: nowhere };
  const tags = new Map<string, number>();
  for (const { name, change } of plan.tags) {
    const place = changes.get(change);
    if (place !== undefined) tags.set(name, place);
  }
  return { changes, tags, reworked: placesOfInstances(plan.changes, changes) };
}

function placesOfInstances(
  changes: readonly Change[],
  places: ReadonlyMap<string, number>,
): ReadonlyMap<string, readonly number[]> {
  const instances = new Map<string, number[]>();
  changes.forEach(({ writtenAs }, place) => {
    if (writtenAs === undefined) return;
    const older = instances.get(writtenAs);
    if (older === undefined) instances.set(writtenAs, [place]);
    else older.push(place);
  });
  for (const [name, older] of instances) older.push(places.get(name) ?? Infinity);
  return instances;
}
