import { EngineError } from '../errors/index.js';
import type { TransactionScope } from './options.js';
import type { ScriptStep } from './steps.js';

/**
 * Cuts the steps of a run into transactions. A script without a transaction stands alone and splits what surrounds it.
 */
export function groupSteps<Step extends ScriptStep>(
  steps: readonly Step[],
  scope: TransactionScope,
): readonly (readonly Step[])[] {
  const groups: Step[][] = [];
  let previous: Step | undefined;
  for (const step of steps) {
    const current = groups.at(-1);
    if (current !== undefined && previous !== undefined && belongTogether(previous, step, scope)) current.push(step);
    else groups.push([step]);
    previous = step;
  }
  return groups;
}

function belongTogether(a: ScriptStep, b: ScriptStep, scope: TransactionScope): boolean {
  if (scope === 'change' || a.noTransaction || b.noTransaction) return false;
  return scope === 'run' || a.module.name === b.module.name;
}

/** One transaction for the whole run cannot hold a script that must not be in one. */
export function refuseWithoutTransaction(step: ScriptStep): readonly EngineError[] {
  if (!step.noTransaction) return [];
  return [
    new EngineError(
      'NEEDS_NO_TRANSACTION',
      { statement: '-- pgpm: no-transaction' },
      {
        module: step.module.name,
        change: step.change,
        place: { file: step.file },
        hint: 'it cannot be part of one transaction for the whole run: use --tx module, or --tx change',
      },
    ),
  ];
}
