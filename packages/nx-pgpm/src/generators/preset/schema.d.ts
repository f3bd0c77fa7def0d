/** The options of `nx-pgpm:preset` after Nx has applied the defaults of schema.json, which documents them. */
export interface PresetGeneratorOptions {
  readonly name?: string | undefined;
  readonly module: string;
}
