import { compareCatalogs, objectKey, type Catalog } from '../../catalog/index.js';
import type { EngineError, ObjectDifference } from '../../errors/index.js';
import type { ScriptStep } from '../steps.js';
import { redeployDiffers, redeployFailed, revertInexact, scriptFailed } from './findings.js';
import type { CheckStep } from './plan.js';
import type { Sandbox } from './sandbox.js';
import { withoutRoles } from './roles.js';

/** The changes to revert together, and what has to be there afterwards. */
export interface WholeSubject {
  /** Deployed, in plan order. */
  readonly steps: readonly CheckStep[];
  /** Without any of them. */
  readonly before: Catalog;
  /** With all of them. */
  readonly after: Catalog;
  /** Which change an object was last touched by. */
  readonly touchedBy: ReadonlyMap<string, CheckStep>;
  readonly sharedRoles: ReadonlySet<string>;
}

/** Reverts all changes from the last to the first, then deploys them again. */
export async function proveWhole(sandbox: Sandbox, subject: WholeSubject): Promise<readonly EngineError[]> {
  const { steps, before, after, sharedRoles } = subject;
  for (const { revert } of [...steps].reverse()) {
    if (revert === undefined) continue;
    const { failed } = await sandbox.play(revert, { operation: 'revert', keep: true });
    if (failed !== undefined) return [scriptFailed('revert', revert, failed)];
  }
  const left = withoutRoles(compareCatalogs(before, await sandbox.catalog()), sharedRoles);
  if (left.length > 0) return findings(subject, left, ({ deploy, revert }) => [revert ?? deploy, revertInexact]);
  for (const { deploy } of steps) {
    const { failed } = await sandbox.play(deploy, { operation: 'deploy', keep: true });
    if (failed !== undefined) return [redeployFailed(deploy, failed)];
  }
  const other = withoutRoles(compareCatalogs(after, await sandbox.catalog()), sharedRoles);
  return findings(subject, other, ({ deploy }) => [deploy, redeployDiffers]);
}

type Finding = (step: ScriptStep, differences: readonly ObjectDifference[]) => EngineError;

/** One finding for each change that has touched what differs; the last one answers for what none has touched. */
function findings(
  { steps, touchedBy }: WholeSubject,
  differences: readonly ObjectDifference[],
  choose: (step: CheckStep) => readonly [ScriptStep, Finding],
): readonly EngineError[] {
  const byStep = new Map<CheckStep, ObjectDifference[]>();
  for (const difference of differences) {
    const step = touchedBy.get(objectKey(difference)) ?? steps.at(-1);
    if (step !== undefined) byStep.set(step, [...(byStep.get(step) ?? []), difference]);
  }
  return [...byStep].map(([step, own]) => {
    const [script, finding] = choose(step);
    return finding(script, own);
  });
}
