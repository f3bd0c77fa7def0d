import type { Reference } from '../model/index.js';
import { checkName, isPlainName, isReservedName } from './names.js';

const sha1 = /^[0-9a-f]{40}$/i;

/** The parts of a target (docs/formats.md §3.7), as they go into a `Reference`. */
type Target = Pick<Reference, 'change' | 'tag' | 'symbol' | 'sha1'>;

/**
 * Reads `change`, `@tag`, `change@tag`, `HEAD`, `ROOT`, a change id, each with an optional offset (`^`, `^2`, `~`, `~2`)
 * and an optional `module:` in front. Undefined for text that is none of these.
 *
 * @param column - where the text stands in its line.
 */
export function parseReference(text: string, column?: number): Reference | undefined {
  // Nearly all are of this form, and a large workspace has very many: an object that is made at once takes half the memory of
  // one that gets a property later.
  if (isPlainName(text) && !isReservedName(text)) {
    return column === undefined ? { text, change: text } : { text, change: text, column };
  }
  const colon = text.indexOf(':');
  const module = colon < 0 ? undefined : text.slice(0, colon);
  if (module !== undefined && checkName(module, 'module') !== undefined) return undefined;
  const { base, offset } = splitOffset(text.slice(colon + 1));
  const target = parseTarget(base);
  if (target === undefined) return undefined;
  return {
    text,
    ...(module !== undefined && { module }),
    ...target,
    ...(offset !== undefined && { offset }),
    ...(column !== undefined && { column }),
  };
}

/** The change, and the number of steps away from it that a relative reference takes. */
function splitOffset(text: string): { readonly base: string; readonly offset: number | undefined } {
  let end = text.length;
  while (end > 0 && isDigit(text.charCodeAt(end - 1))) end--;
  const operator = text[end - 1];
  if (operator !== '^' && operator !== '~') return { base: text, offset: undefined };
  const base = text.slice(0, end - 1);
  if (end < text.length) {
    const steps = Number(text.slice(end));
    return { base, offset: operator === '^' ? 0 - steps : steps };
  }
  if (operator === '~') return { base, offset: 1 };
  let carets = 1;
  while (base[base.length - carets] === '^') carets++;
  return { base: text.slice(0, text.length - carets), offset: -carets };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function parseTarget(text: string): Target | undefined {
  if (text === 'HEAD' || text === '@HEAD') return { symbol: 'HEAD' };
  if (text === 'ROOT' || text === '@ROOT') return { symbol: 'ROOT' };
  if (sha1.test(text)) return { sha1: text.toLowerCase() };
  const at = text.indexOf('@');
  const change = at < 0 ? text : text.slice(0, at);
  const tag = at < 0 ? undefined : text.slice(at + 1);
  if (tag !== undefined && checkName(tag, 'tag') !== undefined) return undefined;
  if (change === '') return tag === undefined ? undefined : { tag };
  if (checkName(change, 'change') !== undefined) return undefined;
  return tag === undefined ? { change } : { change, tag };
}
