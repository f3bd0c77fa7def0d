/** The options of `nx-pgpm:ci-workflow` after Nx has applied the defaults of schema.json, which documents them. */
export interface CiWorkflowGeneratorOptions {
  readonly ci: 'github' | 'gitlab';
  readonly name: string;
  readonly nodeVersion: string;
}
