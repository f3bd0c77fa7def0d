import type { Operation } from '../run/events.js';
import { marks } from './render-event.js';

/** The outcome of a run that may have been a dry one. */
export interface PlannedRun {
  readonly operation: Operation;
  readonly dryRun: boolean;
  readonly changes: readonly { readonly package: string; readonly name: string; readonly sql?: string | undefined }[];
}

/**
 * What a dry run would do: a line for each change, with the mark that it has in a real one, then their scripts. Empty for a
 * real one.
 */
export function renderPlanned({ operation, dryRun, changes }: PlannedRun): string {
  if (!dryRun) return '';
  const lines = changes.map((change) => `${marks[operation]} ${change.package}:${change.name}`);
  const scripts = changes.flatMap((change) =>
    change.sql === undefined ? [] : `\n-- ${operation} ${change.package}:${change.name}\n${change.sql.trim()}`,
  );
  return [...lines, ...scripts].join('\n');
}
