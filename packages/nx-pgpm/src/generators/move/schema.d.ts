/** The options of `nx-pgpm:move` after Nx has applied the defaults of schema.json, which documents them. */
export interface MoveGeneratorOptions {
  readonly destination: string;
  readonly project?: string | undefined;
  readonly skipFormat: boolean;
}
