/** The options of `nx-pgpm:configuration` after Nx has applied the defaults of schema.json, which documents them. */
export interface ConfigurationGeneratorOptions {
  readonly name: string;
  readonly strict: boolean;
  readonly skipFormat: boolean;
}
