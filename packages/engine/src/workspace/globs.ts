/** A glob of `packages`, segment by segment. `**` stands for any number of directories. */
export interface Glob {
  readonly segments: readonly string[];
  /** Begins with `!`: takes away what globs before it have found. */
  readonly negated: boolean;
}

/** The most globs that one text may stand for. */
const mostAlternatives = 1000;

/**
 * Understands `*` and `?` in a segment, `**` as a segment, a leading `!`, and `{a,b}` for several globs at once.
 *
 * @returns one glob for each alternative; braces of a text with too many of them stand for themselves.
 */
export function parseGlobs(text: string): readonly Glob[] {
  return expandBraces(text).map(parseGlob);
}

/** From the inside to the outside, for braces may be nested. */
function expandBraces(text: string): readonly string[] {
  for (let texts = [text]; ;) {
    const expanded = texts.flatMap(alternatives);
    if (expanded.length === texts.length) return texts;
    if (expanded.length > mostAlternatives) return [text];
    texts = expanded;
  }
}

function alternatives(text: string): readonly string[] {
  const found = /\{([^{}]*,[^{}]*)\}/.exec(text);
  if (found === null) return [text];
  const [braces, inside = ''] = found;
  const rest = text.slice(found.index + braces.length);
  return inside.split(',').map((part) => text.slice(0, found.index) + part + rest);
}

function parseGlob(text: string): Glob {
  const negated = text.startsWith('!');
  const path = (negated ? text.slice(1) : text).replaceAll('\\', '/');
  return { segments: path.split('/').filter((segment) => segment !== '' && segment !== '.'), negated };
}

export function isPattern(segment: string): boolean {
  return segment.includes('*') || segment.includes('?');
}

/** Whether a path is what the glob means. Linear in both for each `**` that there is. */
export function matchesGlob(glob: readonly string[], path: readonly string[]): boolean {
  return matchesSequence(glob, path, (segment) => segment === '**', matchesSegment);
}

/** Whether a name fits a segment. A leading dot has to be written out. */
export function matchesSegment(segment: string, name: string): boolean {
  if (!isPattern(segment)) return segment === name;
  if (name.startsWith('.') && !segment.startsWith('.')) return false;
  if (segment === '*') return true;
  return matchesSequence(Array.from(segment), Array.from(name), (character) => character === '*', matchesCharacter);
}

function matchesCharacter(pattern: string, character: string): boolean {
  return pattern === '?' || pattern === character;
}

/** Wildcards only ever have to give back to the last one: no exponential search. */
function matchesSequence(
  pattern: readonly string[],
  items: readonly string[],
  isWildcard: (part: string) => boolean,
  matches: (part: string, item: string) => boolean,
): boolean {
  let part = 0;
  let wildcard: { readonly part: number; item: number } | undefined;
  for (let item = 0; item < items.length || part < pattern.length;) {
    const current = pattern[part];
    const value = items[item];
    if (current !== undefined && isWildcard(current)) {
      wildcard = { part, item };
      part++;
    } else if (current !== undefined && value !== undefined && matches(current, value)) {
      part++;
      item++;
    } else if (wildcard !== undefined && wildcard.item < items.length) {
      part = wildcard.part + 1;
      item = ++wildcard.item;
    } else {
      return false;
    }
  }
  return true;
}
