import { objectKey, type Catalog, type CatalogObject } from './catalog.js';
import { compareObjects } from './order.js';

/** What tables hold is not what they are. */
const contents = ['rows', 'sequence value'];

/**
 * What `after` has and `before` has not, or not like that: every object with its definition, and nothing of its content. The same objects give the
 * same text on every machine. It is made to be read and compared, not to be executed.
 */
export function printCatalog(before: Catalog, after: Catalog): string {
  return [...after.objects.values()]
    .filter(({ kind }) => !contents.includes(kind))
    .filter((object) => before.objects.get(objectKey(object))?.definition !== object.definition)
    .sort(compareObjects)
    .map(printObject)
    .join('\n');
}

function printObject({ kind, name, definition }: CatalogObject): string {
  return `-- ${kind} ${name}\n${definition}\n`;
}
