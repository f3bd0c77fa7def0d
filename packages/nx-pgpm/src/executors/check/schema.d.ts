/** The options of `nx-pgpm:check` after Nx has applied the defaults of schema.json, which documents them. */
export interface CheckExecutorOptions {
  readonly from?: string | undefined;
  readonly url?: string | undefined;
  readonly junit?: string | undefined;
  readonly annotations?: boolean | undefined;
  readonly output: 'text' | 'json';
}
