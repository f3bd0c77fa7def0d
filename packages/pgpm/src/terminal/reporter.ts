import type { CodedError, RunEvent } from '@pgpm/engine';
import type { Database } from '@pgpm/postgres';
import type { Outcome } from '../cli/command.js';

/** What a command is about, as far as it is known. */
export interface Subject {
  readonly operation: string;
  readonly modules: readonly string[];
  readonly database: Database | undefined;
}

/** Tells a person or a machine how a command goes. Nothing else in this package prints. */
export interface Reporter {
  /** From now on stdout is for `raw` alone, which another program reads. */
  reserveStdout(): void;
  connected(database: Database): void;
  event(event: RunEvent): void;
  note(line: string): void;
  done(subject: Subject, outcome: Outcome): void;
  failed(subject: Subject, error: CodedError): void;
}

/** Where text goes. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}
