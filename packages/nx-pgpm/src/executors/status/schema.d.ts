/** The options of `nx-pgpm:status` after Nx has applied the defaults of schema.json, which documents them. */
export interface StatusExecutorOptions {
  readonly url?: string | undefined;
  readonly database?: string | undefined;
  readonly recursive: boolean;
  readonly output: 'text' | 'json';
}
