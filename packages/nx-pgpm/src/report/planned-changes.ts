/** The outcome of a run that may have been a dry one. */
interface PlannedRun {
  readonly dryRun: boolean;
  readonly changes: readonly { readonly package: string; readonly name: string }[];
}

/** What a dry run would do, a line for each change, with the sign that a real run shows. Undefined for a real one. */
export function plannedChanges(sign: '+' | '-', { dryRun, changes }: PlannedRun): string | undefined {
  return dryRun ? changes.map((change) => `${sign} ${change.package}:${change.name}`).join('\n') : undefined;
}
