/** The options of `nx-pgpm:module` after Nx has applied the defaults of schema.json, which documents them. */
export interface ModuleGeneratorOptions {
  readonly name: string;
  readonly directory?: string | undefined;
  readonly requires?: readonly string[] | undefined;
  readonly extensions?: readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly npmName?: string | undefined;
  readonly moduleVersion: string;
  readonly skipFormat: boolean;
}
