import type { CodedError, RunEvent } from '@pgpm/engine';
import type { Database } from '@pgpm/postgres';

/** A database, and once it is connected to, a line that is the same wherever it is. */
export interface ReportedDatabase extends Pick<Database, 'source' | 'describe'> {
  /** Absent for one that is gone when the run ends. */
  readonly psql?: string | undefined;
  readonly fingerprint?: string | undefined;
}

/** What a run is about. */
export interface RunSubject {
  readonly operation: 'deploy' | 'verify' | 'revert' | 'status' | 'package' | 'check';
  /** Names of the modules that were asked for. */
  readonly modules: readonly string[];
  /** Absent when the run does not need one, or did not get as far. */
  readonly database: ReportedDatabase | undefined;
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
  /** The place of the run, before anything else is said of it. Concerns the modules of `subject`; none stands for all. */
  located(subject: RunSubject): void;
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
