/** The options of `nx-pgpm:revert` after Nx has applied the defaults of schema.json, which documents them. */
export interface RevertExecutorOptions {
  readonly to?: string | undefined;
  readonly url?: string | undefined;
  readonly database?: string | undefined;
  readonly recursive: boolean;
  readonly tx: 'run' | 'module' | 'change';
  readonly dropExtensions: boolean;
  readonly orphans: boolean;
  readonly lock: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly production: boolean;
  readonly confirm?: string | undefined;
  readonly wait: number;
  readonly output: 'text' | 'json';
}
