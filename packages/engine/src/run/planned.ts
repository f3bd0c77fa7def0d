import type { ChangeOutcome } from './work.js';
import type { ScriptStep } from './steps.js';

/** What a dry run tells of a step. @param hasSql - the script is part of it: nobody else shows or leaves it out. */
export function plannedOutcome(step: ScriptStep, hasSql: boolean): ChangeOutcome {
  const outcome = { package: step.module.name, name: step.change, hash: step.hash, ms: 0 };
  return hasSql ? { ...outcome, sql: step.load().sql } : outcome;
}
