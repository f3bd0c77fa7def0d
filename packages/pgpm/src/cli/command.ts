import type { Argument } from './argument.js';
import type { Invocation } from './invocation.js';
import type { Option } from './option.js';

/** One command. Its name and the sentence about it stand in the catalog, so that `--help` loads nothing else. */
export interface Command {
  readonly arguments?: readonly Argument[] | undefined;
  readonly options?: readonly Option<unknown>[] | undefined;
  /** Command lines that work in a workspace with the modules of `test/support/shop.ts`; a test runs each. */
  readonly examples: readonly string[];
  /** @throws what the caller prints: an error with a code, or a bug. */
  run(invocation: Invocation): Promise<Outcome> | Outcome;
}

/** What a command has done. */
export interface Outcome {
  /** JSON-able; what `--json` prints as `result`. */
  readonly result: object;
  /** One sentence. */
  readonly summary: string;
  /** More lines for a person, above the summary. */
  readonly text?: string | undefined;
  /** Printed as they are, without anything else: for output that other programs read. */
  readonly raw?: string | undefined;
  /** Default: 0. */
  readonly exitCode?: number | undefined;
}
