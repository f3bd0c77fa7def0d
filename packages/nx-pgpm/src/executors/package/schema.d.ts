/** The options of `nx-pgpm:package` after Nx has applied the defaults of schema.json, which documents them. */
export interface PackageExecutorOptions {
  readonly output: 'text' | 'json';
}
