/** The options of `nx-pgpm:deploy` after Nx has applied the defaults of schema.json, which documents them. */
export interface DeployExecutorOptions {
  readonly to?: string | undefined;
  readonly url?: string | undefined;
  readonly database?: string | undefined;
  readonly recursive: boolean;
  readonly tx?: 'run' | 'module' | 'change' | undefined;
  readonly logOnly?: boolean | undefined;
  readonly usePlan?: boolean | undefined;
  readonly allowChanged: boolean;
  readonly strictHash?: boolean | undefined;
  readonly ensure: boolean;
  readonly lock: boolean;
  readonly dryRun: boolean;
  readonly createdb: boolean;
  readonly production: boolean;
  readonly confirm?: string | undefined;
  readonly wait: number;
  readonly output: 'text' | 'json';
}
