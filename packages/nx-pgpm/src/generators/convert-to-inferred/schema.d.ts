/** The options of `nx-pgpm:convert-to-inferred` after Nx has applied the defaults of schema.json, which documents them. */
export interface ConvertToInferredGeneratorOptions {
  readonly project?: string | undefined;
  readonly skipFormat: boolean;
}
