import type { RunEvent } from '@pgpm/engine';
import type { Database } from '@pgpm/postgres';
import type { Argument } from './argument.js';
import type { Option } from './option.js';

/** What a command is called with, and how it speaks. */
export interface Invocation {
  /** Absolute: `--cwd`, or where the process was started. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether stdout is for one line of JSON. */
  readonly isJson: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Lets interrupts be the affair of a program that was started. The terminal tells it of Ctrl-C itself. */
  readonly passSignals: (pass: (signal: NodeJS.Signals) => void) => void;
  /** In the order of the command's arguments; what follows `--` is at the end. */
  readonly args: readonly string[];
  readonly value: <T>(option: Option<T>) => T;
  /** Says what the command is about, as soon as it is known: a failure then tells it as well. */
  readonly about: (subject: { readonly modules?: readonly string[]; readonly database?: Database }) => void;
  /** Progress of the engine. */
  readonly onEvent: (event: RunEvent) => void;
  /** Says that what the command prints is for another program: whatever else is said goes to stderr. */
  readonly reserveStdout: () => void;
  /** A line of progress; not part of `--json`. */
  readonly note: (line: string) => void;
  readonly prompts: Prompts;
  /** Every command there is, with its options; loads them all. */
  readonly describeCommands: () => Promise<readonly CommandDescription[]>;
}

export interface CommandDescription {
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly options: readonly Option<unknown>[];
}

/** Questions. Without a terminal there is nobody to ask. */
export interface Prompts {
  /** Whether somebody can be asked. */
  readonly isInteractive: boolean;
  /** Shows what a question is about, where the question will be. */
  show(line: string): Promise<void>;
  /**
   * Asks whether to go on.
   *
   * @returns false when there is nobody to ask, or the answer is no.
   * @throws {CliError} `CANCELLED` when the question is left with Ctrl-C.
   */
  confirm(question: string): Promise<boolean>;
  /** A text; undefined when there is nobody to ask, or nothing was typed. @throws {CliError} `CANCELLED`. */
  text(question: string, initial?: string): Promise<string | undefined>;
}
