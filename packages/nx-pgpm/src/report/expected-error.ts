import { isEngineError, problemsOf, renderError } from '@pgpm/engine';
import { PostgresError } from '@pgpm/postgres';
import type { ExpectedError } from './reporter.js';

/** Tells what a user can cause and cure from a bug, which must keep its stack. */
export function isExpectedError(error: unknown): error is ExpectedError {
  return isEngineError(error) || error instanceof PostgresError;
}

/** Several lines: code, place, what stayed, what to do. */
export function errorText(error: ExpectedError): string {
  if (isEngineError(error)) return renderError(error);
  const hint = error.hint === undefined ? [] : [`  hint: ${error.hint}`];
  return [`error ${error.code}: ${error.message}`, ...hint].join('\n');
}

/** Every finding as a JSON-able object, also those that one error sums up. */
export function errorList(error: ExpectedError): readonly Record<string, unknown>[] {
  return (isEngineError(error) ? problemsOf(error) : [error]).map((problem) => problem.toJSON());
}
