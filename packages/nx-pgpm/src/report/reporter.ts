import type { CodedError, RunEvent } from '@pgpm/engine';
import type { Database } from '@pgpm/postgres';

/** What a run is about. */
export interface RunSubject {
  readonly operation: 'deploy' | 'verify' | 'revert' | 'status' | 'package' | 'check';
  /** Names of the modules that were asked for. */
  readonly modules: readonly string[];
  /** Absent when the run does not need one, or did not get as far. */
  readonly database: Database | undefined;
}

/** The outcome of one call of the engine. */
export interface RunReport {
  /** JSON-able. */
  readonly result: object;
  readonly summary: string;
  /** More lines for a person, above the summary. */
  readonly text?: string | undefined;
}

/** Tells somebody how runs go: a person or a machine. */
export interface Reporter {
  connected(subject: RunSubject): void;
  event(event: RunEvent): void;
  waiting(text: string): void;
  done(subject: RunSubject, report: RunReport): void;
  /**
   * @param error - an expected failure; bugs are thrown.
   * @param report - what was found out all the same.
   */
  failed(subject: RunSubject, error: CodedError, report?: RunReport): void;
  skipped(subject: RunSubject, because: string): void;
}
