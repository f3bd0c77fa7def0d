import { GeneratorError } from '../../tree/generator-error.js';
import {
  grantOn,
  kinds,
  privilegesOf,
  type AskedOption,
  type GrantTarget,
  type Kind,
  type KindOption,
} from './kinds.js';
import type { ChangeGeneratorOptions } from './schema.js';
import { fitsName } from './sql-text.js';

const kindOptions: readonly KindOption[] = [
  'description',
  'columns',
  'values',
  'type',
  'expression',
  'table',
  'references',
  'function',
  'role',
  'privileges',
  'unique',
  'rowLevelSecurity',
];

/** What the options ask for; undefined for the kind that makes nothing. */
export function kindOf({ kind, name, privileges }: ChangeGeneratorOptions): Kind | undefined {
  if (kind === 'empty') return undefined;
  return kind === 'grant' ? grantOn(grantTarget(name, privileges)) : kinds[kind];
}

/** Whether something is granted on a schema, a table or a function. */
export function grantTarget(name: string, privileges: readonly string[] = []): GrantTarget {
  if (privileges.some((privilege) => privilege.toLowerCase() === 'execute')) return 'function';
  return /^(?:"(?:[^"]|"")*"|[^".]*)$/.test(name) ? 'schema' : 'table';
}

/** The options that a kind cannot do without and that are not there. */
export function missingOptions(options: ChangeGeneratorOptions): readonly AskedOption[] {
  const missing = (kindOf(options)?.needs ?? []).filter((option) => isAbsent(options[option]));
  const needsEither = options.kind === 'constraint' && isAbsent(options.columns) && isAbsent(options.expression);
  return needsEither ? [...missing, 'columns'] : missing;
}

/** @throws {GeneratorError} for options that do not fit the kind or each other. */
export function checkOptions(options: ChangeGeneratorOptions): void {
  const { kind, columns = [], values = [] } = options;
  const known = kindOf(options)?.options ?? [];
  const unused = kindOptions.filter((option) => !known.includes(option) && !isAbsent(options[option]));
  if (unused.length > 0) {
    refuse(`${unused.join(', ')} means nothing for the kind "${kind}"`, `it takes ${known.join(', ') || 'no options'}`);
  }
  const missing = missingOptions(options);
  if (missing.length > 0) {
    const either = kind === 'constraint' ? ', or --expression' : '';
    refuse(
      `the kind "${kind}" needs ${missing.join(' and ')}`,
      `add ${missing.map((name) => `--${name}`).join(' ')}${either}`,
    );
  }
  if (kind === 'constraint' && !isAbsent(options.expression) && columns.length > 0) {
    refuse('a constraint has columns or an expression', 'leave one of them out');
  }
  if (kind === 'seed' && values.length % columns.length !== 0) {
    refuse(
      `${values.length} values do not make whole rows of ${columns.length} columns`,
      'give each row a value for each column',
    );
  }
  checkNames('column', columns);
  if (kind === 'type') checkNames('label', values);
  checkNames('role', options.role === undefined ? [] : [options.role]);
  checkSql('type', options.type);
  checkSql('expression', options.expression);
  checkPrivileges(options);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === '' || value === false || (Array.isArray(value) && value.length === 0);
}

function checkNames(what: string, names: readonly string[]): void {
  const broken = names.find((name) => name === '' || !fitsName(name) || /\p{Cc}/u.test(name));
  if (broken !== undefined) {
    refuse(`a ${what} is empty, longer than 63 bytes or has control characters`, 'choose another name');
  }
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) refuse(`the ${what} ${JSON.stringify(twice)} is named twice`, 'name it once');
}

/** A piece of SQL must not end the statement that it becomes a part of. */
function checkSql(option: 'type' | 'expression', text: string | undefined): void {
  if (text === undefined) return;
  if (/;|--|\/\*|\p{Cc}/u.test(text)) {
    refuse(
      `the ${option} must be one piece of SQL without ";", comments and line ends`,
      'write more into the script afterwards',
    );
  }
  if (option === 'type' && /^\s*(?:small|big)?serial\d?\s*$/i.test(text)) {
    refuse(`${text.trim()} is no type`, 'use bigint, and "generated always as identity" in the script');
  }
}

function checkPrivileges({ kind, name, privileges = [] }: ChangeGeneratorOptions): void {
  if (kind !== 'grant') return;
  const target = grantTarget(name, privileges);
  const known = privilegesOf[target];
  const unknown = privileges.filter((privilege) => !known.includes(privilege.toLowerCase()));
  if (unknown.length > 0) {
    refuse(
      `${unknown.map((privilege) => JSON.stringify(privilege)).join(', ')} is no privilege on a ${target}`,
      `choose from ${known.join(', ')}`,
    );
  }
}

function refuse(reason: string, hint: string): never {
  throw new GeneratorError('INVALID_OPTION', reason, hint);
}
