import type { Place } from '../errors/index.js';

/** Line and column of an offset, both from 1. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: countLines(before), column: offset - lineStart + 1 };
}

function countLines(before: string): number {
  let line = 1;
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line++;
  return line;
}

export function placeOf(file: string, text: string, offset: number | undefined): Place {
  return offset === undefined ? { file } : { file, ...lineAndColumn(text, offset) };
}

/** Longest line that an excerpt shows; scripts may hold lines of any length. */
const maximumWidth = 160;

/** Up to five lines around `line`, numbered, the failing one marked with `>`. */
export function excerpt(text: string, line: number): string {
  const lines = text.split('\n');
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 2);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const content = (lines[number - 1] ?? '').trimEnd();
    const cut = content.length > maximumWidth ? `${content.slice(0, maximumWidth)}…` : content;
    shown.push(`${number === line ? '>' : ' '} ${String(number).padStart(width)} | ${cut}`.trimEnd());
  }
  return shown.join('\n');
}
