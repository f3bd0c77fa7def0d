import { EngineError } from '../errors/index.js';
import type { DeployedChange, Module } from '../model/index.js';
import { changeKey, type PlanState } from '../resolve/index.js';
import type { ScriptReader } from '../workspace/index.js';

/** What the registry holds that the plan does not, or holds in another order: warnings. */
export function stateWarnings(module: Module, { orphaned, inversion }: PlanState): readonly EngineError[] {
  const warnings = orphaned.map(
    ({ change }) =>
      new EngineError(
        'ORPHANED_CHANGE',
        { change: changeKey(module.name, change), similar: undefined },
        { severity: 'warning', module: module.name, change, hint: 'if it was renamed, restore its name in the plan' },
      ),
  );
  if (inversion === undefined) return warnings;
  const { planned, deployedBefore } = inversion;
  const fields = {
    first: changeKey(module.name, planned.change),
    second: changeKey(module.name, deployedBefore.change),
  };
  return [...warnings, new EngineError('OUT_OF_ORDER', fields, { severity: 'warning', module: module.name })];
}

/** Deployed changes whose script is not the one that was deployed. A missing script is no edit. */
export function changedScripts(
  module: Module,
  deployed: readonly DeployedChange[],
  reader: ScriptReader,
  severity: 'error' | 'warning',
): readonly EngineError[] {
  return deployed.flatMap((row) => {
    const script = reader.readScript(module, 'deploy', row.change);
    if (script === undefined || script.hash === row.hash) return [];
    const change = changeKey(module.name, row.change);
    return new EngineError(
      'SCRIPT_CHANGED',
      { change, deployedHash: row.hash, fileHash: script.hash, deployedAt: row.deployedAt },
      {
        severity,
        module: module.name,
        change: row.change,
        place: { file: script.path },
        hint: 'put the edit into a new change, or revert and deploy this one, or accept it with --allow-changed',
      },
    );
  });
}
