/** What a name is for (docs/formats.md §2). */
export type NameType = 'change' | 'tag' | 'module';

/** Why a text is not a name. */
export interface NameProblem {
  readonly rule: string;
  /** Offset of the character that breaks the rule. */
  readonly at: number;
}

/** ASCII punctuation without `_`: what a name must not begin or end with. */
const punctuation = new Set('!"#$%&\'()*+,-./:;<=>?@[\\]^`{|}~');

/** What separates the parts of a plan line or a reference, or would be another path on some platform. */
const forbidden = /[:@#\\]/;
const blank = /\s/;
const control = /\p{Cc}/u;
const lineOfHex = /^[0-9a-f]{40}/i;
const plainName = /^[A-Za-z_]\w*(?:\/[A-Za-z_]\w*)*$/;
const noModuleCharacter = /[^A-Za-z0-9_-]/;

/** The first rule that `name` breaks; undefined for a name that may be used. */
export function checkName(name: string, type: NameType): NameProblem | undefined {
  if (name === '') return { rule: 'it is empty', at: 0 };
  return type === 'module' ? checkModuleName(name) : checkPlanName(name, type);
}

/**
 * Bytes that a new name may have, so that the names of all files that are made of it stay below the 255 that file systems
 * allow; that of a module is the name of an extension. A change counts by segment.
 */
const longest: Readonly<Record<NameType, number>> = { change: 120, tag: 100, module: 63 };

/** Bytes that the whole name of a new change may have: below 4096 with every folder above. */
const longestPath = 1000;

/** The first rule that a name breaks which is about to be written. */
export function checkNewName(name: string, type: NameType): NameProblem | undefined {
  return checkName(name, type) ?? (type === 'module' ? checkExtensionName(name) : undefined) ?? checkLength(name, type);
}

/** What PostgreSQL asks of the name of an extension. */
function checkExtensionName(name: string): NameProblem | undefined {
  if (!/^[a-z][a-z0-9_-]*$/.test(name)) return { rule: 'write it in lower case, with a letter first', at: 0 };
  const dashes = name.search(/--|-$/);
  return dashes < 0 ? undefined : { rule: 'it has "--" in it, or ends with "-"', at: dashes };
}

function checkLength(name: string, type: NameType): NameProblem | undefined {
  if (Buffer.byteLength(name) > longestPath) return { rule: `it has more than ${longestPath} bytes`, at: longestPath };
  let at = 0;
  for (const segment of name.split('/')) {
    const limit = longest[type];
    if (Buffer.byteLength(segment) > limit) return { rule: `more than ${limit} bytes without "/"`, at };
    at += segment.length + 1;
  }
  return undefined;
}

/** `HEAD`, `ROOT` and what looks like a change id of Sqitch: readable, but never to be written. */
export function isReservedName(name: string): boolean {
  return name === 'HEAD' || name === 'ROOT' || (name.length >= 40 && lineOfHex.test(name));
}

/** Whether a text looks like nearly all changes do, and so breaks none of the rules for their names. */
export function isPlainName(text: string): boolean {
  return plainName.test(text);
}

function checkModuleName(name: string): NameProblem | undefined {
  const at = name.search(noModuleCharacter);
  return at < 0 ? undefined : { rule: 'only letters a-z, digits, _ and - are allowed', at };
}

function checkPlanName(name: string, type: 'change' | 'tag'): NameProblem | undefined {
  if (type === 'change' && isPlainName(name)) return undefined;
  return checkCharacters(name, type) ?? checkEnds(name) ?? checkSuffix(name) ?? checkSegments(name);
}

function checkCharacters(name: string, type: 'change' | 'tag'): NameProblem | undefined {
  const space = name.search(blank);
  if (space >= 0) return { rule: 'blanks are not allowed', at: space };
  const unprintable = name.search(control);
  if (unprintable >= 0) return { rule: 'control characters are not allowed', at: unprintable };
  const separator = name.search(forbidden);
  if (separator >= 0) return { rule: `"${name.charAt(separator)}" is not allowed`, at: separator };
  const slash = type === 'tag' ? name.indexOf('/') : -1;
  return slash < 0 ? undefined : { rule: '"/" is not allowed in a tag', at: slash };
}

function checkEnds(name: string): NameProblem | undefined {
  const last = name.length - 1;
  if (punctuation.has(name.charAt(0))) return { rule: `it begins with "${name.charAt(0)}"`, at: 0 };
  return punctuation.has(name.charAt(last)) ? { rule: `it ends with "${name.charAt(last)}"`, at: last } : undefined;
}

/** `name^6` and the like would read as a reference relative to `name`. */
function checkSuffix(name: string): NameProblem | undefined {
  let at = name.length - 1;
  while (at >= 0 && isDigit(name.charCodeAt(at))) at--;
  const operator = at < name.length - 1 ? name.charAt(at) : '';
  if (operator === '' || !'~^/=%'.includes(operator)) return undefined;
  return { rule: `it ends with "${operator}" and digits`, at };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** A change is a path below `deploy`: every segment must lead one folder down. */
function checkSegments(name: string): NameProblem | undefined {
  let at = 0;
  for (const segment of name.split('/')) {
    if (segment === '') return { rule: 'it has an empty path segment', at };
    if (segment === '.' || segment === '..') return { rule: `"${segment}" is not a folder`, at };
    at += segment.length + 1;
  }
  return undefined;
}
