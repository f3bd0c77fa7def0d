import type { Reference } from '../../model/index.js';
import { parseReference } from '../reference.js';

/** Takes what is wrong with a line, between two offsets in it. */
export type Report = (start: number, end: number, message: string, rule?: string) => void;

/** What stands in the brackets of a change. */
export interface References {
  readonly requires: readonly Reference[];
  readonly conflicts: readonly Reference[];
  /** What stood there a second time. */
  readonly repeated: readonly Reference[];
}

const none: readonly Reference[] = [];
export const noReferences: References = { requires: none, conflicts: none, repeated: none };

const blanks = /[ \t]*/y;
const word = /[^ \t]+/y;

/** @param offset - of the first character of `list` in its line. */
export function readReferences(list: string, offset: number, report: Report): References {
  const requires: Reference[] = [];
  let conflicts: Reference[] | undefined;
  let repeated: Reference[] | undefined;
  let seen: Set<string> | undefined;
  for (let end = 0; end < list.length;) {
    blanks.lastIndex = end;
    blanks.test(list);
    const start = blanks.lastIndex;
    word.lastIndex = start;
    if (!word.test(list)) break;
    end = word.lastIndex;
    const text = list.slice(start, end);
    const reference = readReference(text, offset + start, report);
    if (reference === undefined) continue;
    if (seen?.has(text) === true) (repeated ??= []).push(reference);
    else if (text.startsWith('!')) (conflicts ??= []).push(reference);
    else requires.push(reference);
    if (end < list.length) (seen ??= new Set()).add(text);
  }
  // A copy takes no more than it needs, where an array that has grown has room for sixteen more.
  return { requires: requires.slice(), conflicts: conflicts ?? none, repeated: repeated ?? none };
}

function readReference(text: string, start: number, report: Report): Reference | undefined {
  const reference = parseReference(text.startsWith('!') ? text.slice(1) : text, start + 1);
  if (reference !== undefined && reference.symbol !== 'HEAD') return reference;
  const rule = reference && 'HEAD moves with every new change; name a change or a tag';
  report(start, start + text.length, `Invalid dependency reference: ${text}`, rule);
  return undefined;
}
