import { DatabaseError } from 'pg';

import { TestingError } from '../testing-error.js';

/** What the server said about data that was being loaded, with its place. Other errors pass. */
export function seedFailure(cause: unknown, source: string, sql?: string): unknown {
  if (!(cause instanceof DatabaseError)) return cause;
  const line = sql === undefined || cause.position === undefined ? undefined : lineAt(sql, Number(cause.position));
  const reason = cause.detail === undefined ? cause.message : `${cause.message} (${cause.detail})`;
  return new TestingError('SEED_FAILED', { source, line, reason }, { hint: cause.hint, cause });
}

/** @param position counts characters, not code units, from 1. */
function lineAt(text: string, position: number): number {
  return (
    Array.from(text)
      .slice(0, position)
      .filter((character) => character === '\n').length + 1
  );
}
