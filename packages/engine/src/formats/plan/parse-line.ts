import type { Change, Pragma, Reference, Tag } from '../../model/index.js';
import { checkName } from '../names.js';
import { AttributionReader, contentOf } from './attribution.js';
import { changeLine, changeLineStart, isTime, tagLine, tagLineRest } from './grammar.js';
import { decodeNote } from './note.js';
import { noReferences, readReferences, type Report } from './references.js';

/** One physical line of a plan, taken apart. Columns count from 1. */
export type PlanLine =
  | { readonly kind: 'blank' | 'comment' }
  | { readonly kind: 'pragma'; readonly pragma: Pragma; readonly column: number }
  | ParsedChange
  | ParsedTag
  | { readonly kind: 'broken'; readonly of: 'change' | 'tag'; readonly name: string };

export interface ParsedChange {
  readonly kind: 'change';
  readonly change: Change;
  /** References that stand there a second time. */
  readonly repeated: readonly Reference[];
  readonly column: number;
}

export interface ParsedTag {
  readonly kind: 'tag';
  /** Without its change, unless the line names it. */
  readonly tag: Omit<Tag, 'change'> & { readonly change: string | undefined };
  /** Whether the line has a list of requirements, which tags cannot have. */
  readonly hasRequires: boolean;
  readonly column: number;
}

/**
 * Reads one line; problems go to `report`. A line that cannot be used is `broken`, with the name it tried to give.
 *
 * @param number - of the line, from 1.
 * @param attributions - the same for all lines of a plan.
 */
export function parseLine(
  text: string,
  number: number,
  report: Report,
  attributions = new AttributionReader(),
): PlanLine {
  const fromStart = text.trimStart();
  const line = fromStart.trimEnd();
  const indent = text.length - fromStart.length;
  if (line === '') return { kind: 'blank' };
  switch (line.charAt(0)) {
    case '#':
      return { kind: 'comment' };
    case '%':
      return parsePragma(line, number, indent);
    case '@':
      return parseTag(line, number, indent, report, attributions);
    default:
      return parseChange(line, number, indent, report, attributions);
  }
}

function parsePragma(text: string, line: number, indent: number): PlanLine {
  const equals = text.indexOf('=');
  const key = text.slice(1, equals < 0 ? undefined : equals).trim();
  const value = equals < 0 ? undefined : text.slice(equals + 1).trim();
  return { kind: 'pragma', pragma: { key, value, line }, column: indent + 1 };
}

function parseChange(
  text: string,
  line: number,
  indent: number,
  report: Report,
  attributions: AttributionReader,
): PlanLine {
  const match = changeLine.exec(text);
  if (match === null) return brokenChange(text, indent, report);
  const name = match[2] ?? '';
  const start = indent + (match[1]?.length ?? 0);
  const isName = checkChangeName(name, start, report);
  const { requires, conflicts, repeated } = readList(match[3], text, start + name.length - indent, indent, report);
  const { timestamp, planner, email } = attributions.read(match[4] ?? '');
  checkTime(timestamp, text, indent, report);
  if (!isName) return { kind: 'broken', of: 'change', name };
  const change = { name, requires, conflicts, timestamp, planner, email, note: noteOf(match[5]), line };
  return { kind: 'change', change, repeated, column: start + 1 };
}

/** Reports all that can be told about a line of another form. */
function brokenChange(text: string, indent: number, report: Report): PlanLine {
  const match = changeLineStart.exec(text);
  const name = match?.[2] ?? '';
  const start = indent + (match?.[1]?.length ?? 0);
  checkChangeName(name, start, report);
  readList(match?.[3], text, start + name.length - indent, indent, report);
  const rule = 'expected "name [requires] timestamp planner <email> # note"; all but the name may be missing';
  report(indent, indent + text.length, 'Invalid line format', rule);
  return { kind: 'broken', of: 'change', name };
}

function checkChangeName(name: string, start: number, report: Report): boolean {
  const problem = checkName(name, 'change');
  if (problem === undefined) return true;
  // A line with nothing but a mark: the mark is where the name is missed.
  report(name === '' ? start - 1 : start, start + name.length, `Invalid change name: ${name}`, problem.rule);
  return false;
}

/** @param from - where the name ends: the bracket behind it opens the list. */
function readList(
  list: string | undefined,
  text: string,
  from: number,
  indent: number,
  report: Report,
): typeof noReferences {
  return list === undefined ? noReferences : readReferences(list, indent + text.indexOf('[', from) + 1, report);
}

function parseTag(
  text: string,
  line: number,
  indent: number,
  report: Report,
  attributions: AttributionReader,
): PlanLine {
  const [, name = '', rest = ''] = tagLine.exec(text) ?? [];
  const start = indent + 1;
  const broken = { kind: 'broken', of: 'tag', name } as const;
  const problem = checkName(name, 'tag');
  if (problem !== undefined) {
    report(name === '' ? indent : start, start + name.length, `Invalid tag name: ${name}`, problem.rule);
    return broken;
  }
  const hasRequires = rest.startsWith('[');
  const [, change, who = '', note] = (hasRequires ? null : tagLineRest.exec(rest)) ?? [];
  const { timestamp = '', planner, email } = attributions.read(who);
  const isChange = change === undefined || checkName(change, 'change') === undefined;
  if (!hasRequires && (planner === undefined || email === undefined || !isChange)) {
    const rule = 'expected "@tag timestamp planner <email>", then "# note" if there is one';
    report(indent, indent + text.length, 'Invalid tag line format', rule);
    return broken;
  }
  checkTime(timestamp, text, indent, report);
  return {
    kind: 'tag',
    tag: { name, change, timestamp, planner: planner ?? '', email: email ?? '', note: noteOf(note), line },
    hasRequires,
    column: indent + 1,
  };
}

function checkTime(timestamp: string | undefined, text: string, indent: number, report: Report): void {
  if (timestamp === undefined || timestamp === '' || isTime(timestamp)) return;
  const start = indent + text.indexOf(timestamp);
  report(start, start + timestamp.length, `Invalid timestamp: ${timestamp}`, 'no calendar has such a time');
}

function noteOf(text: string | undefined): string | undefined {
  const note = contentOf(text);
  return note === undefined ? undefined : decodeNote(note);
}
