import { EngineError } from '../../errors/index.js';
import type { Control } from '../../model/index.js';
import { readEntries, type ControlEntry } from './entries.js';

export interface ParsedControl {
  readonly control: Control;
  /** In the order of the lines. */
  readonly problems: readonly EngineError[];
}

/** What PostgreSQL knows; anything else makes it refuse the file. */
const knownKeys: ReadonlySet<string> = new Set([
  'comment',
  'default_version',
  'directory',
  'encoding',
  'module_pathname',
  'no_relocate',
  'relocatable',
  'requires',
  'schema',
  'superuser',
  'trusted',
]);

/**
 * Reads a control file (docs/formats.md §5). Never throws: what can be read is in `control`. The module's name is the
 * base name of `file`, which problems name too.
 */
export function parseControl(text: string, file: string): ParsedControl {
  const { entries, broken } = readEntries(text);
  const problems = broken.map(
    ({ line, column, reason }) => new EngineError('CONTROL_PARSE_ERROR', { reason }, { place: { file, line, column } }),
  );
  const warn = (reason: string, line: number): void => {
    problems.push(new EngineError('CONTROL_PARSE_ERROR', { reason }, { severity: 'warning', place: { file, line } }));
  };
  const values = new Map<string, ControlEntry>();
  for (const entry of entries) {
    if (!knownKeys.has(entry.key)) warn(`PostgreSQL does not know the key "${entry.key}"`, entry.line);
    const earlier = values.get(entry.key);
    if (earlier !== undefined)
      warn(`"${entry.key}" is set on line ${earlier.line} and again here, which counts`, entry.line);
    values.set(entry.key, entry);
  }
  const { names, hasEmpty } = splitNames(values.get('requires')?.value ?? '');
  const requiresLine = values.get('requires')?.line;
  if (hasEmpty) warn('"requires" has an empty name', requiresLine ?? 1);
  const control = {
    file,
    name: controlName(file),
    comment: values.get('comment')?.value,
    defaultVersion: values.get('default_version')?.value,
    schema: values.get('schema')?.value,
    modulePathname: values.get('module_pathname')?.value,
    relocatable: booleanOf(values.get('relocatable')?.value),
    superuser: booleanOf(values.get('superuser')?.value),
    requires: names,
    requiresLine,
  };
  return { control, problems: problems.sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0)) };
}

/** The base name up to the first `.control`. */
export function controlName(file: string): string {
  const base = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  const end = base.indexOf('.control');
  return end < 0 ? base : base.slice(0, end);
}

/** PostgreSQL accepts every unambiguous beginning of these words. */
function booleanOf(value: string | undefined): boolean | undefined {
  if (value === undefined || value === '') return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  const text = value.toLowerCase();
  if (['true', 'yes', 'on', '1'].some((word) => word.startsWith(text)) && text !== 'o') return true;
  return ['false', 'no', 'off', '0'].some((word) => word.startsWith(text)) && text !== 'o' ? false : undefined;
}

/** The names of a list, each once; a name may be in double quotes. */
function splitNames(list: string): { readonly names: readonly string[]; readonly hasEmpty: boolean } {
  if (list.trim() === '') return { names: [], hasEmpty: false };
  const parts = list.split(',').map((part) => part.trim());
  const names = parts.map((part) => (/^".*"$/.test(part) ? part.slice(1, -1).replaceAll('""', '"') : part));
  return { names: [...new Set(names.filter((name) => name !== ''))], hasEmpty: names.includes('') };
}
