/** The options of `nx-pgpm:db` after Nx has applied the defaults of schema.json, which documents them. */
export interface DbExecutorOptions {
  readonly database?: string | undefined;
}
