/** The options of `nx-pgpm:rename` after Nx has applied the defaults of schema.json, which documents them. */
export interface RenameGeneratorOptions {
  readonly to: string;
  readonly project?: string | undefined;
  readonly change?: string | undefined;
  readonly npmName?: string | undefined;
}
