import { GeneratorError } from '../../tree/generator-error.js';
import { fitsName } from './sql-text.js';

/**
 * The parts of a name in the notation of SQL: separated by dots, in double quotes where a part contains one. Letters keep
 * their case, unlike in SQL: who writes `Users` gets `"Users"`.
 *
 * @param count - how many parts it must have.
 * @param shape - such as `schema.table`, for the message.
 * @throws {GeneratorError} `INVALID_NAME`.
 */
export function parseObjectName(text: string, count: number, shape: string): readonly string[] {
  const parts = splitName(text);
  const problem = parts === undefined ? 'it has an empty part or an open quote' : problemOf(parts, count);
  if (problem === undefined && parts !== undefined) return parts;
  throw new GeneratorError('INVALID_NAME', `"${printable(text)}" is no name: ${problem}`, `write it as ${shape}`);
}

function splitName(text: string): readonly string[] | undefined {
  const part = /(?:"((?:[^"]|"")+)"|([^".]+))(\.|$)/y;
  const parts: string[] = [];
  let isComplete = false;
  while (!isComplete) {
    const match = part.exec(text);
    if (match === null) return undefined;
    parts.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    isComplete = match[3] === '';
  }
  return parts;
}

function problemOf(parts: readonly string[], count: number): string | undefined {
  if (parts.length !== count) return `it has ${parts.length} part${parts.length === 1 ? '' : 's'}, not ${count}`;
  if (parts.some((part) => /\p{Cc}/u.test(part))) return 'control characters are not allowed';
  if (parts.some((part) => part.trim() !== part)) return 'a part begins or ends with a blank';
  if (!parts.every(fitsName)) return 'a part has more than 63 bytes, and PostgreSQL would cut it off';
  return undefined;
}

/** A text that may go to a terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}

/** A name as a folder or file of a change: what must not be in one becomes `_`, and so does what a reference could be. */
export function pathSegment(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}_-]/gu, '_').replace(/^-|-$/g, '_');
  return /^\d+$/.test(safe) ? `_${safe}` : safe;
}
