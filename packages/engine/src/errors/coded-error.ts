import { isEngineError, problemsOf } from './engine-error.js';

/** An error that its reader can cure: one of the engine, or of a package whose errors have the same shape. */
export interface CodedError extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  /** What may be printed. */
  toJSON(): Record<string, unknown>;
}

/** Tells what a user can cause and cure from a bug, which must keep its stack. */
export function isCodedError(error: unknown): error is CodedError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'toJSON' in error;
}

/** Every finding as a JSON-able object, also those that one error sums up. */
export function errorList(error: CodedError): readonly Record<string, unknown>[] {
  return (isEngineError(error) ? problemsOf(error) : [error]).map((problem) => problem.toJSON());
}
