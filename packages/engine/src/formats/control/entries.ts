/** One `key = value` line of a control file. Offsets point into the text of the file. */
export interface ControlEntry {
  readonly key: string;
  readonly value: string;
  readonly line: number;
  /** The line with its end. */
  readonly start: number;
  readonly end: number;
  /** The value as written, with its quotes. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** A line that is no entry. */
export interface BrokenEntry {
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

export interface ControlEntries {
  readonly entries: readonly ControlEntry[];
  readonly broken: readonly BrokenEntry[];
}

const emptyLine = /^\s*(?:#|$)/;
const keyPattern = /^[ \t]*([A-Za-z_][A-Za-z0-9_$.]*)[ \t]*(=?)[ \t]*/;

/** Reads the lines of a control file by the rules of PostgreSQL's configuration files. */
export function readEntries(text: string): ControlEntries {
  const entries: ControlEntry[] = [];
  const broken: BrokenEntry[] = [];
  let line = 1;
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; line++) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd < 0 ? text.length : lineEnd + 1;
    const content = text.slice(start, end).trimEnd();
    const entry = emptyLine.test(content) ? undefined : readEntry(content);
    if (entry !== undefined && 'reason' in entry) {
      broken.push({ line, column: entry.at + 1, reason: entry.reason });
    } else if (entry !== undefined) {
      const { key, value } = entry;
      const [valueStart, valueEnd] = [start + entry.valueStart, start + entry.valueEnd];
      entries.push({ key, value, line, start, end, valueStart, valueEnd });
    }
    start = end;
  }
  return { entries, broken };
}

type Entry = Pick<ControlEntry, 'key' | 'value' | 'valueStart' | 'valueEnd'>;

function readEntry(content: string): Entry | { readonly at: number; readonly reason: string } {
  const match = keyPattern.exec(content);
  const key = match?.[1];
  if (match === null || key === undefined) return { at: 0, reason: 'expected "key = value"' };
  const valueStart = match[0].length;
  if (content[valueStart] !== "'") return readBareValue(content, key, valueStart);
  const valueEnd = closingQuote(content, valueStart);
  if (valueEnd === undefined) return { at: valueStart, reason: `the value of "${key}" has no closing quote` };
  const rest = content.slice(valueEnd).trimStart();
  if (rest !== '' && !rest.startsWith('#'))
    return { at: valueEnd, reason: `unexpected text behind the value of "${key}"` };
  return { key, value: unquote(content.slice(valueStart + 1, valueEnd - 1)), valueStart, valueEnd };
}

/** A value without quotes goes on to a comment or the end of the line. */
function readBareValue(content: string, key: string, valueStart: number): Entry | { at: number; reason: string } {
  const comment = content.indexOf('#', valueStart);
  const value = content.slice(valueStart, comment < 0 ? content.length : comment).trim();
  if (value === '') return { at: valueStart, reason: `"${key}" has no value` };
  return { key, value, valueStart, valueEnd: valueStart + value.length };
}

const quoteOrBackslash = /['\\]/g;

/** Offset behind the quote that closes; a quote is doubled or follows a backslash inside of the value. */
function closingQuote(content: string, start: number): number | undefined {
  // Nearly always the next one, at the end of the line.
  if (content.indexOf("'", start + 1) === content.length - 1 && !content.includes('\\')) return content.length;
  quoteOrBackslash.lastIndex = start + 1;
  while (quoteOrBackslash.test(content)) {
    const end = quoteOrBackslash.lastIndex;
    if (content[end - 1] === "'" && content[end] !== "'") return end;
    quoteOrBackslash.lastIndex = end + 1;
  }
  return undefined;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function unquote(text: string): string {
  if (!text.includes("'") && !text.includes('\\')) return text;
  return text.replace(/''|\\([0-7]{1,3}|[^])/g, (pair: string, escaped: string | undefined) => {
    if (escaped === undefined) return pair.slice(1);
    const isOctal = escaped >= '0' && escaped < '8';
    return isOctal ? String.fromCharCode(parseInt(escaped, 8) & 0xff) : (escapes.get(escaped) ?? escaped);
  });
}

/** A value as it is written into a control file. */
export function quote(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}
