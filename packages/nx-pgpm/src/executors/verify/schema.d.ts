/** The options of `nx-pgpm:verify` after Nx has applied the defaults of schema.json, which documents them. */
export interface VerifyExecutorOptions {
  readonly to?: string | undefined;
  readonly url?: string | undefined;
  readonly database?: string | undefined;
  readonly recursive: boolean;
  readonly requireAll: boolean;
  readonly strict: boolean;
  readonly output: 'text' | 'json';
}
