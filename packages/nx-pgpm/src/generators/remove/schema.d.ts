/** The options of `nx-pgpm:remove` after Nx has applied the defaults of schema.json, which documents them. */
export interface RemoveGeneratorOptions {
  readonly from?: string | undefined;
  readonly project?: string | undefined;
  readonly all: boolean;
}
