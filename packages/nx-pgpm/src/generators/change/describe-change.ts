import { checkOptions, grantTarget, kindOf } from './check-options.js';
import { privilegesOf } from './kinds.js';
import { parseObjectName, pathSegment } from './object-name.js';
import type { ChangeGeneratorOptions } from './schema.js';
import { dollarQuote, identifier, literal, nameWithEnding } from './sql-text.js';

/** What a change is called, what it needs, and what its templates are filled with. */
export interface ChangeDescription {
  readonly change: string;
  /** What it needs, each as the changes that may have made it; the first that is planned counts. */
  readonly buildsOn: readonly (readonly string[])[];
  readonly data: TemplateData;
}

/** The variables of a template. What is no `literal(…)` and not in `names` is SQL already: identifiers are quoted. */
export interface TemplateData {
  readonly kind: string;
  /** The object, with its schema: `app.users`. */
  readonly object: string;
  /** The last part of the name. */
  readonly name: string;
  /** The table, with its schema, that the object belongs to or reads. */
  readonly table: string;
  /** Plain names, to be used with `literal`: the parts of the name, and `role`. */
  readonly names: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  /** Plain text. */
  readonly values: readonly string[];
  /** Plain text: `values`, as many to a row as there are columns. */
  readonly rows: readonly (readonly string[])[];
  readonly type: string;
  readonly expression: string;
  readonly references: string;
  readonly triggerFunction: string;
  readonly role: string;
  readonly privileges: readonly string[];
  /** `schema`, `table` or `function`: what a grant is on. */
  readonly objectKind: string;
  /** The object of a grant as the functions `has_…_privilege` take it. */
  readonly objectOid: string;
  readonly unique: boolean;
  readonly rowLevelSecurity: boolean;
  /** Plain text. */
  readonly description: string;
  /** Dollar quotes that nothing else in the template contains. */
  readonly quote: string;
  readonly identifier: (name: string) => string;
  readonly literal: (text: string) => string;
  /** The name with an ending, cut where it would be too long for PostgreSQL. */
  readonly nameWithEnding: (ending: string) => string;
}

/**
 * @param isPlanned - whether the module has a change whose name starts so.
 * @throws {GeneratorError} `INVALID_NAME`, `INVALID_OPTION`.
 */
export function describeChange(
  options: ChangeGeneratorOptions,
  isPlanned: (start: string) => boolean,
): ChangeDescription {
  checkOptions(options);
  const kind = kindOf(options);
  const shape = kind?.parts ?? [];
  const parts = kind === undefined ? [options.name] : parseObjectName(options.name, shape.length, shape.join('.'));
  const role = options.role ?? 'public';
  const target = grantTarget(options.name, options.privileges);
  const privileges = (options.privileges ?? privilegesOf[target].slice(0, 1)).map((privilege) =>
    privilege.toLowerCase(),
  );
  const names: Record<string, string> = Object.fromEntries(shape.map((part, place) => [part, parts[place] ?? '']));
  const segments: Record<string, string> = { ...names, role, privileges: privileges.join('_') };
  const derived =
    kind?.path.replace(/\{(\w+)\}/g, (_, part: string) => pathSegment(segments[part] ?? '')) ?? options.name;
  const isTablePart = shape.length === 3;
  const table = isTablePart ? parts.slice(0, 2) : twoParts(options.table);
  // An index lies in the schema of its table.
  const own = options.kind === 'index' ? [parts[0] ?? '', parts[2] ?? ''] : parts;
  const object = qualified(own);
  const references = twoParts(options.references);
  const called = twoParts(options.function);
  const values = options.values ?? [];
  const columns = options.columns ?? [];
  const plain = [
    ...parts,
    ...table,
    ...called,
    ...values,
    ...columns,
    role,
    options.type ?? '',
    options.description ?? '',
  ];
  const rls = options.rowLevelSecurity ?? !isPlanned(`${tablePath(table)}/policies/`);
  return {
    change: options.change ?? derived,
    buildsOn: [
      ...(options.kind === 'grant' && target !== 'schema' ? [grantedOn(parts, target)] : []),
      ...(options.kind === 'grant' && target === 'schema' ? [[schemaChange(parts)]] : []),
      ...(table.length > 0 ? [relationChanges(table)] : []),
      ...(references.length > 0 ? [relationChanges(references)] : []),
      ...(called.length > 0 ? [[functionChange(called), schemaChange(called)]] : []),
      ...ownType(options.type),
      ...(shape.length === 2 && options.kind !== 'grant' ? [[schemaChange(parts)]] : []),
    ],
    data: {
      kind: options.kind,
      object,
      name: identifier(parts.at(-1) ?? ''),
      table: qualified(table),
      names: { ...names, role },
      columns: columns.map(identifier),
      values,
      rows: options.kind === 'seed' ? rowsOf(values, columns.length) : [],
      type: options.type ?? 'text',
      expression: options.expression ?? (options.kind === 'policy' ? 'false' : ''),
      references: qualified(references),
      triggerFunction: qualified(called),
      role: identifier(role),
      privileges,
      objectKind: target,
      objectOid: oidOf(object, target),
      unique: options.unique ?? false,
      rowLevelSecurity: options.kind === 'policy' && rls,
      description: options.description ?? '',
      quote: dollarQuote(plain),
      identifier,
      literal,
      nameWithEnding: (ending) => identifier(nameWithEnding(parts.at(-1) ?? '', ending)),
    },
  };
}

function twoParts(text: string | undefined): readonly string[] {
  return text === undefined ? [] : parseObjectName(text, 2, 'schema.name');
}

/** Whoever may have made a type that is no type of the server. */
function ownType(type: string | undefined): readonly (readonly string[])[] {
  const [, schema, name] = /^(\w+)\.(\w+)$/.exec(type ?? '') ?? [];
  if (schema === undefined || name === undefined) return [];
  return [[`schemas/${schema}/domains/${name}`, `schemas/${schema}/types/${name}`]];
}

function qualified(parts: readonly string[]): string {
  return parts.map(identifier).join('.');
}

function rowsOf(values: readonly string[], width: number): readonly (readonly string[])[] {
  return values.flatMap((_, place) => (place % width === 0 ? [values.slice(place, place + width)] : []));
}

function oidOf(object: string, target: string): string {
  if (target === 'schema') return `${literal(object)}::regnamespace`;
  return target === 'function' ? `${literal(`${object}()`)}::regprocedure` : `${literal(object)}::regclass`;
}

function schemaPath([schema = '']: readonly string[]): string {
  return `schemas/${pathSegment(schema)}`;
}

function schemaChange(parts: readonly string[]): string {
  return `${schemaPath(parts)}/schema`;
}

function tablePath(parts: readonly string[]): string {
  return `${schemaPath(parts)}/tables/${pathSegment(parts[1] ?? '')}`;
}

function functionChange(parts: readonly string[]): string {
  return `${schemaPath(parts)}/procedures/${pathSegment(parts[1] ?? '')}`;
}

function relationChanges(parts: readonly string[]): readonly string[] {
  return [
    `${tablePath(parts)}/table`,
    `${schemaPath(parts)}/views/${pathSegment(parts[1] ?? '')}`,
    schemaChange(parts),
  ];
}

function grantedOn(parts: readonly string[], target: string): readonly string[] {
  return target === 'function' ? [functionChange(parts), schemaChange(parts)] : relationChanges(parts);
}
