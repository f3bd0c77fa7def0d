import type { TransactionFrame } from '../store/index.js';
import type { ScriptStep, Timeouts } from './steps.js';

export interface ChangeOutcome {
  readonly package: string;
  readonly name: string;
  readonly hash: string;
  /** Milliseconds on the server's clock. */
  readonly ms: number;
  /** Of a dry run: the script, without the transaction statements that the run makes itself. */
  readonly sql?: string | undefined;
}

/** What the two writing commands have in common, and where they differ. */
export interface Work<Step extends ScriptStep> {
  readonly operation: 'deploy' | 'revert';
  /** Registry statements for finished steps. */
  readonly record: (steps: readonly Step[]) => string;
  /** Do not run the scripts, only record. */
  readonly logOnly: boolean;
  /** Each group is one step: many groups may share a message. */
  readonly groupPerChange: boolean;
  /** In force for scripts that set none themselves. */
  readonly timeouts: Timeouts;
  /** The registry has room for notes on scripts without a transaction. */
  readonly keepsNotes: boolean;
  readonly transaction: TransactionFrame;
}
