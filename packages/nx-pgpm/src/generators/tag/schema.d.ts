/** The options of `nx-pgpm:tag` after Nx has applied the defaults of schema.json, which documents them. */
export interface TagGeneratorOptions {
  readonly name: string;
  readonly project?: string | undefined;
  readonly change?: string | undefined;
  readonly note?: string | undefined;
}
