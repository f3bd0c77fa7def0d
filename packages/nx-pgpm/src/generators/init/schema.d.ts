/** The options of `nx-pgpm:init` after Nx has applied the defaults of schema.json, which documents them. */
export interface InitGeneratorOptions {
  readonly packages?: readonly string[] | undefined;
  readonly skipPackageJson: boolean;
  readonly keepExistingVersions: boolean;
  readonly skipFormat: boolean;
}
