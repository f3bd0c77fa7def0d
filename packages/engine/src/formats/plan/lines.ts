import type { Reference } from '../../model/index.js';
import { withoutBom } from '../encoding.js';
import { parseLine, type PlanLine } from './parse-line.js';

/** A physical line of a plan that is being edited: offsets of its first character, and behind its line end. */
export interface EditedLine {
  readonly parsed: PlanLine;
  readonly start: number;
  readonly end: number;
}

export function readLines(text: string): readonly EditedLine[] {
  const lines: EditedLine[] = [];
  const bom = text.length - withoutBom(text).length;
  for (let start = bom; start < text.length;) {
    const lineEnd = text.indexOf('\n', start);
    const end = lineEnd < 0 ? text.length : lineEnd + 1;
    lines.push({ parsed: parseLine(text.slice(start, end), lines.length + 1, () => undefined), start, end });
    start = end;
  }
  return lines;
}

/** The line end that most lines have; LF when there is none yet. */
export function dominantLineEnd(text: string): '\n' | '\r\n' {
  const all = text.split('\n').length - 1;
  const windows = text.split('\r\n').length - 1;
  return windows > all / 2 ? '\r\n' : '\n';
}

export function insertLine(text: string, at: number, line: string, lineEnd: string): string {
  const before = text.slice(0, at);
  const isComplete = before === '' || before === '\uFEFF' || before.endsWith('\n');
  return `${before}${isComplete ? '' : lineEnd}${line}${lineEnd}${text.slice(at)}`;
}

/** A part of a text, and what takes its place. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies replacements that do not overlap, in any order. */
export function replaceParts(text: string, parts: readonly Replacement[]): string {
  return [...parts]
    .sort((a, b) => b.start - a.start)
    .reduce((result, part) => result.slice(0, part.start) + part.text + result.slice(part.end), text);
}

/** A reference in a line, and the offset of its first character, behind the `!` of a conflict. */
export interface PlacedReference {
  readonly reference: Reference;
  readonly start: number;
}

/** Every reference of a change line, those that stand there twice included. */
export function referencesOf(text: string, { parsed, start }: EditedLine): readonly PlacedReference[] {
  if (parsed.kind !== 'change') return [];
  const { requires, conflicts } = parsed.change;
  return [...requires, ...parsed.repeated, ...conflicts].map((reference) => {
    const at = start + (reference.column ?? 1) - 1;
    return { reference, start: text[at] === '!' ? at + 1 : at };
  });
}
