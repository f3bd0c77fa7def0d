import type { CatalogObject } from './catalog.js';

/** Kinds in the order in which a person reads them. Others follow by name. */
const kinds = [
  'role',
  'membership',
  'settings',
  'extension',
  'schema',
  'type',
  'domain',
  'sequence',
  'table',
  'foreign table',
  'column',
  'constraint',
  'index',
  'statistics',
  'view',
  'materialized view',
  'rule',
  'function',
  'procedure',
  'aggregate',
  'operator',
  'cast',
  'trigger',
  'policy',
  'privileges',
  'comment',
  'sequence value',
  'rows',
];
const ranks: ReadonlyMap<string, number> = new Map(kinds.map((kind, place) => [kind, place]));

/** By kind, then by name, code unit by code unit: the same on every machine. */
export function compareObjects(
  a: Pick<CatalogObject, 'kind' | 'name'>,
  b: Pick<CatalogObject, 'kind' | 'name'>,
): number {
  return rank(a.kind) - rank(b.kind) || order(a.kind, b.kind) || order(a.name, b.name);
}

function rank(kind: string): number {
  return ranks.get(kind) ?? kinds.length;
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
