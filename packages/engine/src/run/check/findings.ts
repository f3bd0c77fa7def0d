import { EngineError, inContext, type ObjectDifference } from '../../errors/index.js';
import { changeFailure } from '../failures.js';
import type { ScriptStep } from '../steps.js';
import type { ScriptFailure } from './sandbox.js';

const nothing = { kept: [], rolledBack: [] };

/** The first statement of a script, or the script when it has none. */
function contextOf(step: ScriptStep) {
  return {
    module: step.module.name,
    change: step.change,
    place: { file: step.file, line: step.load().statements[0]?.line ?? 1 },
  };
}

export function scriptFailed(operation: 'deploy' | 'revert', step: ScriptStep, failed: ScriptFailure): EngineError {
  return changeFailure({ operation, step, ...failed, cancelled: false, lost: undefined, state: nothing });
}

export function redeployFailed(step: ScriptStep, failed: ScriptFailure): EngineError {
  const problem = scriptFailed('deploy', step, failed);
  const hint = 'it was deployed before, and reverted: make the script work on what the revert leaves';
  return problem.code === 'TIMEOUT' ? problem : inContext(problem, { hint });
}

export function passesWithoutChange(step: ScriptStep): EngineError {
  const hint =
    'raise an exception when the change is not there; where that is impossible, ' +
    'say why in the header: -- pgpm: verify-always-passes <reason>';
  return new EngineError('VERIFY_PASSES_WITHOUT_CHANGE', { change: step.change }, { ...contextOf(step), hint });
}

export function optOutUnneeded(step: ScriptStep): EngineError {
  const context = {
    ...contextOf(step),
    severity: 'warning',
    hint: 'remove the line -- pgpm: verify-always-passes',
  } as const;
  return new EngineError('VERIFY_OPT_OUT_UNNEEDED', { change: step.change }, context);
}

/** @param rollsBack - the script ends with a rollback of its own, so its author knows. */
export function verifyWrites(step: ScriptStep, objects: readonly string[], rollsBack: boolean): EngineError {
  const hint =
    'only look: check uses a transaction that is rolled back, other tools may keep what a verify script does';
  const severity = rollsBack ? 'warning' : 'error';
  return new EngineError('VERIFY_WRITES', { change: step.change, objects }, { ...contextOf(step), severity, hint });
}

export function revertInexact(step: ScriptStep, differences: readonly ObjectDifference[]): EngineError {
  const hint = 'undo everything that the deploy script does, in reverse order';
  return new EngineError('REVERT_INEXACT', { change: step.change, differences }, { ...contextOf(step), hint });
}

export function redeployDiffers(step: ScriptStep, differences: readonly ObjectDifference[]): EngineError {
  const hint = 'make the script depend on nothing but what is planned before it';
  return new EngineError('REDEPLOY_DIFFERS', { change: step.change, differences }, { ...contextOf(step), hint });
}
