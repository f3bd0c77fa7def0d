import type { PlanLineProblem } from '../../errors/index.js';
import type { Pragma, Reference } from '../../model/index.js';
import { checkName } from '../names.js';
import { parseReference } from '../reference.js';
import { isTimestamp, readAttribution, type Attribution } from './attribution.js';
import { isBlank, LineReader, type Span } from './line-reader.js';

/** One physical line of a plan, taken apart. Spans are columns from 0. */
export type PlanLine =
  | { readonly kind: 'blank' | 'comment' }
  | { readonly kind: 'pragma'; readonly pragma: Omit<Pragma, 'line'>; readonly span: Span }
  | ParsedChange
  | { readonly kind: 'tag'; readonly tag: ParsedTag; readonly span: Span }
  | { readonly kind: 'broken'; readonly of: 'change' | 'tag'; readonly name: string };

export interface ParsedChange {
  readonly kind: 'change';
  readonly name: string;
  readonly references: References;
  readonly attribution: Attribution;
  readonly span: Span;
}

/** What stands in the brackets of a change. */
export interface References {
  readonly requires: Reference[];
  readonly conflicts: Reference[];
  /** What stood there a second time. */
  readonly repeated: Reference[];
}

/** A tag line; `change` only when the line names it. */
export interface ParsedTag extends Attribution {
  readonly name: string;
  readonly change?: string;
  /** Whether the line has a list of requirements, which tags cannot have. */
  readonly hasRequires: boolean;
}

/** Takes what is wrong with a line. */
export type Report = (span: Span, message: string, rule?: string) => void;

/** Reads one line; problems go to `report`. A line that cannot be used is `broken`, with the name it tried to give. */
export function parseLine(text: string, report: Report): PlanLine {
  const line = new LineReader(text);
  switch (line.peek()) {
    case '':
      return { kind: 'blank' };
    case '#':
      return { kind: 'comment' };
    case '%':
      return parsePragma(line);
    case '@':
      return parseTag(line, report);
    default:
      return parseChange(line, report);
  }
}

/** Turns what was reported for a line into the problem of a plan. */
export function lineProblem(line: number, span: Span, message: string, rule: string | undefined): PlanLineProblem {
  return { line, column: span.start + 1, endColumn: span.end + 1, message, ...(rule !== undefined && { rule }) };
}

function parsePragma(line: LineReader): PlanLine {
  const span = { start: line.at, end: line.end };
  const content = line.text.slice(line.at + 1, line.end);
  const equals = content.indexOf('=');
  const key = (equals < 0 ? content : content.slice(0, equals)).trim();
  const value = equals < 0 ? undefined : content.slice(equals + 1).trim();
  return { kind: 'pragma', pragma: { key, value }, span };
}

function parseTag(line: LineReader, report: Report): PlanLine {
  const whole = { start: line.at, end: line.end };
  line.at++;
  const span = line.word();
  const name = line.slice(span);
  const broken = { kind: 'broken', of: 'tag', name } as const;
  const problem = checkName(name, 'tag');
  if (problem !== undefined) {
    report(nameSpan(span), `Invalid tag name: ${name}`, problem.rule);
    return broken;
  }
  const hasRequires = line.peek() === '[';
  if (hasRequires) skipBrackets(line);
  const change = hasRequires ? undefined : readTaggedChange(line);
  const attribution = line.peek() === '#' ? undefined : readAttribution(line);
  const { timestamp, planner, email } = attribution ?? {};
  const isComplete = timestamp !== undefined && planner !== undefined && email !== undefined;
  const isChange = change === undefined || checkName(change, 'change') === undefined;
  if (!hasRequires && !(isComplete && isChange)) {
    report(
      whole,
      'Invalid tag line format',
      'expected "@tag timestamp planner <email>", then "# note" if there is one',
    );
    return broken;
  }
  const tag = { name, ...(change !== undefined && { change }), ...attribution, hasRequires };
  return { kind: 'tag', tag, span };
}

/** An empty name has no columns of its own: the place where it is missed. */
function nameSpan({ start, end }: Span): Span {
  return { start: Math.max(0, start === end ? start - 1 : start), end };
}

function skipBrackets(line: LineReader): void {
  const close = line.text.indexOf(']', line.at);
  line.at = close < 0 ? line.end : close + 1;
  line.skipBlank();
}

/** A tag may name its change before the timestamp. */
function readTaggedChange(line: LineReader): string | undefined {
  const start = line.at;
  const word = line.slice(line.word());
  if (word !== '' && !isTimestamp(word)) return word;
  line.at = start;
  return undefined;
}

function parseChange(line: LineReader, report: Report): PlanLine {
  const whole = { start: line.at, end: line.end };
  // Sqitch marks additions; the mark means nothing here.
  if (line.peek() === '+') {
    line.at++;
    line.skipBlank();
  }
  const span = line.word();
  const name = line.slice(span);
  const problem = checkName(name, 'change');
  if (problem !== undefined) report(name === '' ? whole : span, `Invalid change name: ${name}`, problem.rule);
  const references = readReferences(line, report);
  const attribution = references && readAttribution(line);
  if (references === undefined || attribution === undefined || !line.isAtEnd()) {
    const rule = 'expected "name [requires] timestamp planner <email> # note"; all but the name may be missing';
    report(whole, 'Invalid line format', rule);
    return { kind: 'broken', of: 'change', name };
  }
  if (problem !== undefined) return { kind: 'broken', of: 'change', name };
  return { kind: 'change', name, references, attribution, span };
}

/** Reads `[…]` if it is there. Undefined when the brackets do not close, or text touches them from behind. */
function readReferences(line: LineReader, report: Report): References | undefined {
  const references: References = { requires: [], conflicts: [], repeated: [] };
  if (line.peek() !== '[') return references;
  const close = line.text.indexOf(']', line.at);
  if (close < 0 || close >= line.end) return undefined;
  const list = new LineReader(line.text.slice(0, close));
  list.at = line.at + 1;
  list.skipBlank();
  const seen = new Set<string>();
  while (!list.isAtEnd()) readReference(list, references, seen, report);
  line.at = close + 1;
  const isSeparated = line.isAtEnd() || line.peek() === '#' || isBlank(line.text.charCodeAt(line.at));
  line.skipBlank();
  return isSeparated ? references : undefined;
}

function readReference(list: LineReader, references: References, seen: Set<string>, report: Report): void {
  const span = list.word();
  const text = list.slice(span);
  const isConflict = text.startsWith('!');
  const parsed = parseReference(isConflict ? text.slice(1) : text);
  if (parsed === undefined) {
    report(span, `Invalid dependency reference: ${text}`);
    return;
  }
  if (parsed.symbol === 'HEAD') {
    report(span, `Invalid dependency reference: ${text}`, 'HEAD moves with every new change; name a change or a tag');
    return;
  }
  const reference = { ...parsed, column: span.start + 1 };
  if (seen.has(text)) references.repeated.push(reference);
  else (isConflict ? references.conflicts : references.requires).push(reference);
  seen.add(text);
}
