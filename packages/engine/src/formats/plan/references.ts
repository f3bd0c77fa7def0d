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

const word = /[^ \t]+/g;
/** As many can be compared with each other faster than put into a set. */
const few = 8;

/** @param offset - of the first character of `list` in its line. */
export function readReferences(list: string, offset: number, report: Report): References {
  const words = list.match(word) ?? [];
  let end = 0;
  const found = words.map((text) => {
    const start = list.indexOf(text, end);
    end = start + text.length;
    return readReference(text, offset + start, report);
  });
  // Nearly all lists are of this form.
  if (!list.includes('!') && isUnique(words) && found.every(isReference)) {
    return { requires: found, conflicts: none, repeated: none };
  }
  return sortOut(words, found);
}

function isReference(reference: Reference | undefined): reference is Reference {
  return reference !== undefined;
}

function isUnique(words: readonly string[]): boolean {
  if (words.length === 1) return true;
  return words.length <= few
    ? words.every((text, place) => words.indexOf(text) === place)
    : new Set(words).size === words.length;
}

function sortOut(words: readonly string[], found: readonly (Reference | undefined)[]): References {
  const references = { requires: [] as Reference[], conflicts: [] as Reference[], repeated: [] as Reference[] };
  const seen = new Set<string>();
  words.forEach((text, place) => {
    const reference = found[place];
    if (reference === undefined) return;
    if (seen.has(text)) references.repeated.push(reference);
    else if (text.startsWith('!')) references.conflicts.push(reference);
    else references.requires.push(reference);
    seen.add(text);
  });
  return references;
}

function readReference(text: string, start: number, report: Report): Reference | undefined {
  const reference = parseReference(text.startsWith('!') ? text.slice(1) : text, start + 1);
  if (reference !== undefined && reference.symbol !== 'HEAD') return reference;
  const rule = reference && 'HEAD moves with every new change; name a change or a tag';
  report(start, start + text.length, `Invalid dependency reference: ${text}`, rule);
  return undefined;
}
