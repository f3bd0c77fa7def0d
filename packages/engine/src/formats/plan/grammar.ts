/**
 * The shapes of plan lines (docs/formats.md §3.1). A pattern reads a trimmed line in one go, which costs a fraction of a
 * loop when a process has just started. None of them can be made to look at a character more than a few times: what
 * repeats is followed by something that it cannot contain.
 */

/** Only space and tab separate the parts of a line. */
const blanks = '[ \\t]+(?![ \\t])';
const timestamp = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ';
const name = '[^ \\t]*';
/** `[ref ref]`: blanks or a note must follow. */
const references = '\\[([^\\]]*)\\](?=[ \\t#]|$)';
/**
 * Who and when. A planner ends at `<`, or at a `#` behind a blank. Brackets at its beginning are part of a name, as in
 * Sqitch, when an address follows; without one they are misplaced requirements.
 */
const attribution = (open: '(' | '(?:'): string =>
  `${open}${timestamp})(?:${blanks}|$)(?!\\[[^<]*(?:(?<=[ \\t])#|$))${open}[^<]*?)(?=<|(?<=[ \\t])#|$)(?:<${open}[^>]*)>[ \\t]*)?`;
/** Groups: who and when, as one text; note. */
const tail = `((?:${attribution('(?:')})?)(?:#(.*))?$`;

/** Groups: `+` with its blanks, name, references, who and when, note. */
export const changeLine = new RegExp(`^(\\+[ \\t]*)?(${name})(?:${blanks}|$)(?:${references}[ \\t]*)?${tail}`, 's');

/** The beginning of a line that is no change line. Groups: `+`, name, references. */
export const changeLineStart = new RegExp(`^(\\+[ \\t]*)?(${name})(?:${blanks}|$)(?:${references})?`);

/** Groups: name, the rest. */
export const tagLine = new RegExp(`^@(${name})[ \\t]*(.*)$`, 's');

/** Who and when. Groups: timestamp, planner, email. */
export const attributionPattern = new RegExp(`^${attribution('(')}$`, 's');

/** The rest of a tag line. Groups: the change that it names, who and when, note. */
export const tagLineRest = new RegExp(`^(?:(?!${timestamp}(?:[ \\t]|$))(${name})${blanks})?${tail}`, 's');

/** A time whose day every month has. */
const ordinary = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d/;

/** Whether a text of the form of a timestamp is a time of the calendar: February never has a 30th. */
export function isTime(text: string): boolean {
  if (ordinary.test(text)) return true;
  const time = new Date(text);
  // Days that a month does not have are counted on into the next one.
  return !Number.isNaN(time.getTime()) && time.toISOString() === text.replace('Z', '.000Z');
}
