/** What stands behind the name of a command without a dash. */
export interface Argument {
  /** `change`, or `target...` for any number. */
  readonly name: string;
  readonly description: string;
  readonly isRequired?: boolean | undefined;
  /** The words that it can be, for completion. */
  readonly choices?: readonly string[] | undefined;
}
