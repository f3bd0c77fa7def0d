import type { OnEvent, Workspace } from '@pgpm/engine';
import type { Database } from '@pgpm/postgres';
import type { RunReport, RunSubject } from '../report/reporter.js';

/** Options that every verb with a database has. */
export interface DatabaseOptions {
  readonly url?: string | undefined;
  readonly database?: string | undefined;
  readonly to?: string | undefined;
  readonly recursive: boolean;
  readonly production?: boolean | undefined;
  readonly confirm?: string | undefined;
  readonly dryRun?: boolean | undefined;
  readonly output: 'text' | 'json';
}

/** What the engine needs to know whatever the verb is. */
export interface RunRequest {
  readonly workspace: Workspace;
  /** `module`, or `module:target`. */
  readonly targets: readonly string[];
  readonly recursive: boolean;
  readonly database: Database;
  readonly onEvent: OnEvent;
  readonly signal: AbortSignal;
}

/** One verb: options to one call of the engine, its result to a report. */
export interface DatabaseCommand<Options extends DatabaseOptions> {
  readonly operation: Exclude<RunSubject['operation'], 'package' | 'check'>;
  /** A run over several modules is one unit: when one fails, no other is tried again without it. */
  isAtomic(options: Options): boolean;
  run(request: RunRequest, options: Options): Promise<RunReport>;
}
