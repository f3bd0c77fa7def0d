import type { ModuleStatus } from '../model/index.js';
import { inset } from './visible.js';

/** The longest list of changes that is printed whole. */
const shownChanges = 5;

/** One line per module, and a line below for each list that a person has to act on. */
export function renderStatus(modules: readonly ModuleStatus[]): string {
  const width = Math.max(...modules.map(({ module }) => module.length), 0);
  return modules
    .flatMap((status) => [
      `${status.module.padEnd(width)}  ${status.deployed.length}/${status.planned} deployed${status.tag === undefined ? '' : ` @${status.tag}`}`,
      ...list('pending', status.pending),
      ...list('changed', status.changed),
      ...list('orphaned', status.orphaned),
      ...list(
        'half done',
        status.partial.map(
          ({ operation, change, executed }) => `${operation} of ${change} after ${executed} statements`,
        ),
      ),
      ...(status.outOfOrder ? ['  deployed in another order than planned'] : []),
    ])
    .join('\n');
}

function list(label: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const rest = names.length - shownChanges;
  return [inset(`  ${label}: ${names.slice(0, shownChanges).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`)];
}
