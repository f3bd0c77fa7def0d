import type { Workspace } from '../model/index.js';
import type { ClientConfig } from '../store/index.js';
import type { RunEvent } from './events.js';

/** How much of a run one transaction holds. */
export type TransactionScope = 'run' | 'module' | 'change';

/** Which modules, and how far into their plans. */
export interface SelectionOptions {
  readonly workspace: Workspace;
  /**
   * Modules by module, npm or folder name, each with an optional point in its plan: `jobs`, `jobs:@v1`,
   * `jobs:schemas/app/table`. `all` stands for every module of the workspace.
   */
  readonly targets: readonly string[] | 'all';
  /** Where in the plan of the one target to stop: a change, `@tag`, or any other reference. */
  readonly to?: string | undefined;
  /** With everything the targets require. Default: `true`. */
  readonly recursive?: boolean | undefined;
}

/** What every command of a run takes. */
export interface RunOptions extends SelectionOptions {
  readonly database: ClientConfig;
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
  /** Cancels the statement that is running, rolls back and rejects with `CANCELLED`. */
  readonly signal?: AbortSignal | undefined;
}

/** What commands on the registry alone take. */
export interface DatabaseOptions extends Pick<RunOptions, 'database' | 'onEvent' | 'signal'> {
  /** Milliseconds to wait for another run to end; `0` gives up at once. Default: 60,000. */
  readonly wait?: number | undefined;
  /** Take the lock of the database. Default: `true`. Without it two runs may collide. */
  readonly lock?: boolean | undefined;
}

/** What commands that write take on top. */
export interface WriteOptions extends RunOptions, DatabaseOptions {
  /** Milliseconds that a statement may run, where its script does not say otherwise. Default: that of the connection. */
  readonly statementTimeout?: number | undefined;
  /**
   * Milliseconds that a statement may wait for a lock, where its script does not say otherwise. A transaction that waits
   * longer is rolled back and tried again after a pause, so that traffic which queues behind it gets through. Scripts
   * without a transaction are not tried again. Default: that of the connection, and no second attempt.
   */
  readonly lockTimeout?: number | undefined;
  /** How often a transaction is tried again. Default: 5. */
  readonly lockRetries?: number | undefined;
}
