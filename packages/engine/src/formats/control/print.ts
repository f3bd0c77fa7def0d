import type { Control } from '../../model/index.js';
import { quote, readEntries, type ControlEntry } from './entries.js';

/** Writes a control file, every key in its usual place. What is not given gets the value that a new module has. */
export function printControl(control: Omit<Control, 'file' | 'requiresLine'>): string {
  const { name, requires } = control;
  const lines = [
    `# ${name} extension`,
    `comment = ${quote(control.comment ?? `${name} extension`)}`,
    ...(control.defaultVersion === undefined ? [] : [`default_version = ${quote(control.defaultVersion)}`]),
    `module_pathname = ${quote(control.modulePathname ?? `$libdir/${name}`)}`,
    ...(requires.length === 0 ? [] : [`requires = ${quote(printNames(requires))}`]),
    `relocatable = ${String(control.relocatable ?? false)}`,
    `superuser = ${String(control.superuser ?? false)}`,
    ...(control.schema === undefined ? [] : [`schema = ${quote(control.schema)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * Sets what a module requires. Only the line of the key changes, and a blank behind each comma stays; with no names it
 * goes away, and a new one stands before the first of `relocatable`, `superuser` and `schema`.
 */
export function editControlRequires(text: string, names: readonly string[]): string {
  const present =
    readEntries(text)
      .entries.filter(({ key }) => key === 'requires')
      .at(-1)?.value ?? '';
  const value = names.length === 0 ? undefined : printNames(names, present.includes(', ') ? ', ' : ',');
  return setKey(text, 'requires', value, ['relocatable', 'superuser', 'schema']);
}

/** Sets `default_version`; only its line changes. */
export function editControlVersion(text: string, version: string): string {
  const following = ['module_pathname', 'requires', 'relocatable', 'superuser', 'schema'];
  return setKey(text, 'default_version', version, following);
}

/** Changes values of the given keys; only they change, and keys that the file lacks stay away. */
export function editControlText(text: string, edits: Readonly<Record<string, (value: string) => string>>): string {
  return readEntries(text).entries.reduceRight((result, { key, value, valueStart, valueEnd }) => {
    const edited = Object.hasOwn(edits, key) ? (edits[key]?.(value) ?? value) : value;
    return edited === value ? result : result.slice(0, valueStart) + quote(edited) + result.slice(valueEnd);
  }, text);
}

/** The last entry of a key is the one that counts. */
function setKey(text: string, key: string, value: string | undefined, following: readonly string[]): string {
  const { entries } = readEntries(text);
  const entry = entries.filter((candidate) => candidate.key === key).at(-1);
  if (value === undefined)
    return removeEntries(
      text,
      entries.filter((candidate) => candidate.key === key),
    );
  if (entry !== undefined) return text.slice(0, entry.valueStart) + quote(value) + text.slice(entry.valueEnd);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const next = entries.find((candidate) => following.includes(candidate.key));
  const at = next?.start ?? text.length;
  const before = text.slice(0, at);
  const separator = before === '' || before.endsWith('\n') ? '' : lineEnd;
  return `${before}${separator}${key} = ${quote(value)}${lineEnd}${text.slice(at)}`;
}

function removeEntries(text: string, entries: readonly ControlEntry[]): string {
  return entries.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text);
}

function printNames(names: readonly string[], separator = ','): string {
  return names.map((name) => (/[",\s]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)).join(separator);
}
