import type { ObjectDifference } from '../errors/index.js';
import { objectKey, type Catalog, type CatalogObject } from './catalog.js';
import { compareObjects } from './order.js';

/** What is not in both catalogs, or not the same, in the order of `compareObjects`. */
export function compareCatalogs(before: Catalog, after: Catalog): readonly ObjectDifference[] {
  if (before.text === after.text) return [];
  const differences: ObjectDifference[] = [];
  for (const object of before.objects.values()) {
    const other = after.objects.get(objectKey(object));
    if (other?.definition !== object.definition) differences.push(difference(object, object, other));
  }
  for (const object of after.objects.values()) {
    if (!before.objects.has(objectKey(object))) differences.push(difference(object, undefined, object));
  }
  return differences.sort(compareObjects);
}

function difference(
  { kind, name }: CatalogObject,
  before: CatalogObject | undefined,
  after: CatalogObject | undefined,
): ObjectDifference {
  return { kind, name, before: before?.definition, after: after?.definition };
}
