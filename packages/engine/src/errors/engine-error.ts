import { authoringSentences, type AuthoringFailures } from './authoring-failures.js';
import { checkSentences, type CheckFailures } from './check-failures.js';
import { planSentences, type PlanFailures } from './plan-failures.js';
import { runSentences, type RunFailures } from './run-failures.js';
import { workspaceSentences, type WorkspaceFailures } from './workspace-failures.js';

/** The fields of each failure. The keys are the stable codes that callers may switch on. */
export interface Failures extends PlanFailures, WorkspaceFailures, AuthoringFailures, RunFailures, CheckFailures {
  /** Several findings of one phase. `problems` are in module order, then by file, line and column. */
  PREFLIGHT_FAILED: { problems: readonly EngineError[] };
  /** Several changes failed, each for a reason of its own. `target` lists them. */
  OPERATION_FAILED: {
    operation: 'Verification' | 'Check';
    target: readonly string[];
    problems: readonly EngineError[];
  };
}

export type ErrorCode = keyof Failures;

/** Where a finding points to. `file` is relative to the workspace root; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

export interface ErrorContext {
  /** Warnings never stop a run; they are reported beside its result. Default: `error`. */
  readonly severity?: 'error' | 'warning' | undefined;
  readonly place?: Place | undefined;
  readonly module?: string | undefined;
  readonly change?: string | undefined;
  /** What to do next: one sentence, a command or an edit. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

const sentences: { [C in ErrorCode]: (fields: Failures[C]) => string } = {
  ...planSentences,
  ...workspaceSentences,
  ...authoringSentences,
  ...runSentences,
  ...checkSentences,
  PREFLIGHT_FAILED: ({ problems }) => `${problems.length} problems found, nothing was changed`,
  OPERATION_FAILED: (f) => `${f.operation} failed: ${f.target.length} change(s): ${f.target.join(', ')}`,
};

/** The one error of the engine: a stable code, typed fields, a place and a remedy. Never holds a secret. */
export class EngineError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'EngineError';
  readonly code: C;
  readonly fields: Failures[C];
  readonly severity: 'error' | 'warning';
  readonly place: Place | undefined;
  readonly module: string | undefined;
  readonly change: string | undefined;
  readonly hint: string | undefined;

  constructor(code: C, fields: Failures[C], context: ErrorContext = {}) {
    super(sentences[code](fields), { cause: context.cause });
    this.code = code;
    this.fields = fields;
    this.severity = context.severity ?? 'error';
    this.place = context.place;
    this.module = context.module;
    this.change = context.change;
    this.hint = context.hint;
  }

  /** The shape that `--json` prints; `data` holds the fields. Causes are left out: they may quote more than they should. */
  toJSON(): Record<string, unknown> {
    return {
      code: this.code,
      message: this.message,
      severity: this.severity,
      module: this.module,
      change: this.change,
      ...this.place,
      hint: this.hint,
      data: this.fields,
    };
  }
}

/** Tells an engine error, or only one of code `code`, from everything else that may be thrown. */
export function isEngineError(error: unknown): error is EngineError;
export function isEngineError<C extends ErrorCode>(error: unknown, code: C): error is EngineError<C>;
export function isEngineError(error: unknown, code?: ErrorCode): boolean {
  return error instanceof EngineError && (code === undefined || error.code === code);
}

/** The same finding with more context: what `context` gives replaces what the error had. */
export function inContext(error: EngineError, context: ErrorContext): EngineError {
  const { severity, place, module, change, hint, cause } = error;
  return new EngineError(error.code, error.fields, { severity, place, module, change, hint, cause, ...context });
}

/** The findings behind an error that only sums them up, otherwise the error itself. */
export function problemsOf(error: EngineError): readonly EngineError[] {
  if (isEngineError(error, 'PREFLIGHT_FAILED') || isEngineError(error, 'OPERATION_FAILED'))
    return error.fields.problems;
  return [error];
}

/**
 * Throws when `problems` holds an error: that error when it is the only one, else `PREFLIGHT_FAILED` with all of them.
 * Warnings alone do not throw.
 */
export function throwProblems(problems: readonly EngineError[]): void {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const [only] = errors;
  if (only === undefined) return;
  if (errors.length === 1) throw only;
  throw new EngineError('PREFLIGHT_FAILED', { problems: errors });
}
