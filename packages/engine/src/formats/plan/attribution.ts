import { attributionPattern } from './grammar.js';

/** Who planned something, and when. All absent when a line does not say. */
export interface Attribution {
  readonly timestamp: string | undefined;
  readonly planner: string | undefined;
  readonly email: string | undefined;
}

/** Reads who and when, line by line. What a line has in common with the one before is kept in memory once. */
export class AttributionReader {
  #text = '';
  #last: Attribution = { timestamp: undefined, planner: undefined, email: undefined };

  /** @param text - the part of a line that the grammar has found; empty when there is none. */
  read(text: string): Attribution {
    if (text === this.#text) return this.#last;
    const [, timestamp, planner, email] = attributionPattern.exec(text) ?? [];
    const last = this.#last;
    this.#text = text;
    this.#last = {
      timestamp,
      planner: either(last.planner, contentOf(planner)),
      email: either(last.email, email?.trim()),
    };
    return this.#last;
  }
}

/** One of two texts that are the same, else the second. */
function either(first: string | undefined, second: string | undefined): string | undefined {
  return first === second ? first : second;
}

/** Trimmed text; undefined when nothing is left. */
export function contentOf(text: string | undefined): string | undefined {
  const content = text?.trim();
  return content === '' ? undefined : content;
}
