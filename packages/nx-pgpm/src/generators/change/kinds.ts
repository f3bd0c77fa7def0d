import type { ChangeGeneratorOptions } from './schema.js';

export type ChangeKind = ChangeGeneratorOptions['kind'];

/** Options that mean something for some kinds only. */
export type KindOption = Extract<
  keyof ChangeGeneratorOptions,
  | 'description'
  | 'columns'
  | 'values'
  | 'type'
  | 'expression'
  | 'table'
  | 'references'
  | 'function'
  | 'role'
  | 'privileges'
  | 'unique'
  | 'rowLevelSecurity'
>;

/** Options that some kind cannot do without. */
export type AskedOption = Extract<KindOption, 'columns' | 'values' | 'table' | 'function' | 'role'>;

/** What a change can make. */
export interface Kind {
  /** The parts of the name, as in `schema.table.index`. */
  readonly parts: readonly string[];
  /** The name of the change, with the parts in braces. */
  readonly path: string;
  readonly options: readonly KindOption[];
  /** Those without which there is no script. */
  readonly needs: readonly AskedOption[];
}

const inTable = 'schemas/{schema}/tables/{table}';

/** All kinds but the grant, whose name depends on what it is on, and the empty one, which has no object. */
export const kinds: Readonly<Record<Exclude<ChangeKind, 'empty' | 'grant'>, Kind>> = {
  schema: { parts: ['schema'], path: 'schemas/{schema}/schema', options: ['description'], needs: [] },
  table: { parts: ['schema', 'table'], path: `${inTable}/table`, options: ['description'], needs: [] },
  column: {
    parts: ['schema', 'table', 'column'],
    path: `${inTable}/columns/{column}`,
    options: ['type', 'description'],
    needs: [],
  },
  index: {
    parts: ['schema', 'table', 'index'],
    path: `${inTable}/indexes/{index}`,
    options: ['columns', 'unique'],
    needs: ['columns'],
  },
  constraint: {
    parts: ['schema', 'table', 'constraint'],
    path: `${inTable}/constraints/{constraint}`,
    options: ['columns', 'references', 'expression'],
    needs: [],
  },
  view: {
    parts: ['schema', 'view'],
    path: 'schemas/{schema}/views/{view}',
    options: ['table', 'description'],
    needs: ['table'],
  },
  function: {
    parts: ['schema', 'function'],
    path: 'schemas/{schema}/procedures/{function}',
    options: ['type', 'description'],
    needs: [],
  },
  trigger: {
    parts: ['schema', 'table', 'trigger'],
    path: `${inTable}/triggers/{trigger}`,
    options: ['function'],
    needs: ['function'],
  },
  policy: {
    parts: ['schema', 'table', 'policy'],
    path: `${inTable}/policies/{policy}`,
    options: ['role', 'expression', 'rowLevelSecurity'],
    needs: [],
  },
  type: {
    parts: ['schema', 'type'],
    path: 'schemas/{schema}/types/{type}',
    options: ['values', 'description'],
    needs: ['values'],
  },
  domain: {
    parts: ['schema', 'domain'],
    path: 'schemas/{schema}/domains/{domain}',
    options: ['type', 'expression', 'description'],
    needs: [],
  },
  extension: { parts: ['extension'], path: 'extensions/{extension}', options: [], needs: [] },
  seed: {
    parts: ['schema', 'table', 'seed'],
    path: `${inTable}/fixtures/{seed}`,
    options: ['columns', 'values'],
    needs: ['columns', 'values'],
  },
};

/** What something can be granted on. The first privilege is what is granted without a word. */
export type GrantTarget = 'schema' | 'table' | 'function';

export const privilegesOf: Readonly<Record<GrantTarget, readonly string[]>> = {
  schema: ['usage', 'create'],
  table: ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'],
  function: ['execute'],
};

const grantPath = 'grants/grant_{privileges}_to_{role}';
const grantPlaces: Readonly<Record<GrantTarget, Pick<Kind, 'parts' | 'path'>>> = {
  schema: { parts: ['schema'], path: `schemas/{schema}/${grantPath}` },
  table: { parts: ['schema', 'table'], path: `${inTable}/${grantPath}` },
  function: { parts: ['schema', 'function'], path: `schemas/{schema}/procedures/{function}/${grantPath}` },
};

export function grantOn(target: GrantTarget): Kind {
  return { ...grantPlaces[target], options: ['role', 'privileges'], needs: ['role'] };
}
