/** How scripts are kept apart in a scratch database. Each entry is SQL. */
export interface Isolation {
  /** Once, at the beginning. */
  readonly start: string;
  /** After what is done besides scripts. */
  readonly settle: string;
  /** Before a script. */
  readonly open: string;
  /** After a script that stays. */
  readonly keep: string;
  /** After a script that does not. Also after one that the server could not parse. */
  readonly undo: string;
}

export const isolations = {
  /**
   * Everything is one transaction that is never committed: nobody sees the roles that scripts make, and a process that is
   * killed leaves none. What others do to the roles of the server while it runs is not seen either.
   */
  transaction: {
    // A message that cannot be parsed aborts the transaction before anything of it runs: the savepoint has to be there.
    start: 'begin isolation level repeatable read; savepoint pgpm_frame',
    settle: 'release savepoint pgpm_frame;\nsavepoint pgpm_frame;\n',
    open: '',
    keep: 'release savepoint pgpm_frame;\nsavepoint pgpm_frame;\n',
    undo: 'rollback to savepoint pgpm_frame;\n',
  },
  /** For modules with scripts that refuse to be in a transaction. */
  commits: { start: '', settle: '', open: 'begin;\n', keep: 'commit;\n', undo: 'rollback;\n' },
} as const satisfies Readonly<Record<string, Isolation>>;
