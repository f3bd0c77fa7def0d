import { isBlank, type LineReader } from './line-reader.js';
import { decodeNote } from './note.js';

/** Who planned a change or tag, and when: the end of its line. */
export interface Attribution {
  readonly timestamp?: string;
  readonly planner?: string;
  readonly email?: string;
  readonly note?: string;
}

const timestampPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

export function isTimestamp(text: string): boolean {
  return timestampPattern.test(text);
}

const hash = 35;
const lessThan = 60;

/** Reads `[timestamp [planner] [<email>]] [# note]` to the end of the line; undefined when it is anything else. */
export function readAttribution(line: LineReader): Attribution | undefined {
  const found: { -readonly [K in keyof Attribution]: Attribution[K] } = {};
  if (!line.isAtEnd() && line.peek() !== '#') {
    const timestamp = line.slice(line.word());
    // Brackets here are misplaced requirements: to read them as a name would lose them.
    if (!isTimestamp(timestamp) || line.peek() === '[') return undefined;
    found.timestamp = timestamp;
    const planner = readPlanner(line);
    if (planner !== '') found.planner = planner;
    if (line.peek() === '<') {
      const email = readEmail(line);
      if (email === undefined) return undefined;
      found.email = email;
    }
    if (!line.isAtEnd() && line.peek() !== '#') return undefined;
  }
  const note = line.text.slice(line.at + 1, line.end).trim();
  line.at = line.end;
  if (note !== '') found.note = decodeNote(note);
  return found;
}

/** Up to `<` or a note. */
function readPlanner(line: LineReader): string {
  const { text, at: start, end } = line;
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === lessThan || (code === hash && (at === start || isBlank(text.charCodeAt(at - 1))))) break;
  }
  line.at = at;
  return text.slice(start, at).trim();
}

function readEmail(line: LineReader): string | undefined {
  const close = line.text.indexOf('>', line.at);
  if (close < 0 || close >= line.end) return undefined;
  const email = line.text.slice(line.at + 1, close).trim();
  line.at = close + 1;
  line.skipBlank();
  return email;
}
