/** How scripts are kept apart in a scratch database. Each entry is SQL. */
export interface Isolation {
  /** Once, at the beginning. */
  readonly start: string;
  /** Opens a frame; one is open at a time. */
  readonly open: string;
  readonly keep: string;
  readonly undo: string;
}

export const isolations = {
  /**
   * Everything is one transaction that is never committed: nobody sees the roles that scripts make, and a process that is
   * killed leaves none. What others do to the roles of the server while it runs is not seen either.
   */
  transaction: {
    start: 'begin isolation level repeatable read',
    open: 'savepoint pgpm_frame;\n',
    keep: 'release savepoint pgpm_frame;\n',
    undo: 'rollback to savepoint pgpm_frame;\nrelease savepoint pgpm_frame;\n',
  },
  /** For modules with scripts that refuse to be in a transaction. */
  commits: { start: '', open: 'begin;\n', keep: 'commit;\n', undo: 'rollback;\n' },
} as const satisfies Readonly<Record<string, Isolation>>;
