import { EngineError } from '../errors/index.js';
import type { DeployedChange, Module } from '../model/index.js';
import { changeKey, type PlanState } from '../resolve/index.js';
import type { ScriptReader } from '../scripts/index.js';

/** A deployed change that is in the plan under another name. */
export interface Renamed {
  readonly row: DeployedChange;
  readonly name: string;
}

/**
 * Orphaned changes whose text is that of exactly one pending change, and of which there is no second one: these were
 * renamed in the plan.
 */
export function findRenamed(
  module: Module,
  { orphaned, pending }: PlanState,
  reader: ScriptReader,
): readonly Renamed[] {
  if (orphaned.length === 0) return [];
  const names = new Map<string, readonly string[]>();
  for (const { name } of pending) {
    const hash = reader.readScript(module, 'deploy', name)?.hash ?? '';
    names.set(hash, [...(names.get(hash) ?? []), name]);
  }
  return orphaned.flatMap((row) => {
    const [name, ...others] = names.get(row.hash) ?? [];
    const isOnly = orphaned.filter(({ hash }) => hash === row.hash).length === 1;
    return name !== undefined && others.length === 0 && isOnly ? [{ row, name }] : [];
  });
}

/** What the registry holds that the plan does not, or holds in another order: warnings. */
export function stateWarnings(module: Module, state: PlanState, reader: ScriptReader): readonly EngineError[] {
  const { orphaned, inversion } = state;
  const renamed = new Map(findRenamed(module, state, reader).map(({ row, name }) => [row, name]));
  const warnings = orphaned.map((row) => {
    const name = renamed.get(row);
    const similar = name === undefined ? undefined : changeKey(module.name, name);
    const hint =
      name === undefined
        ? 'restore it in the plan, or revert it with --orphans'
        : 'if it was renamed, migrate repair gives it the new name';
    const fields = { change: changeKey(module.name, row.change), similar };
    return new EngineError('ORPHANED_CHANGE', fields, {
      severity: 'warning',
      module: module.name,
      change: row.change,
      hint,
    });
  });
  if (inversion === undefined) return warnings;
  const { planned, deployedBefore } = inversion;
  const fields = {
    first: changeKey(module.name, planned.change),
    second: changeKey(module.name, deployedBefore.change),
  };
  return [...warnings, new EngineError('OUT_OF_ORDER', fields, { severity: 'warning', module: module.name })];
}

/** What to do about an edited script, by what somebody is about to do. */
export const editedHints = {
  deploy:
    'put the edit into a new change, or revert and deploy this one, or accept it: pgpm migrate rehash, or for one run --allow-changed',
  look: 'put the edit into a new change, or revert and deploy this one, or accept it: pgpm migrate rehash',
  revert: 'its revert script may not fit what is deployed: look at both before you go on',
} as const;

/** Deployed changes whose script is not the one that was deployed. A missing script is no edit. */
export function changedScripts(
  module: Module,
  deployed: readonly DeployedChange[],
  reader: ScriptReader,
  { severity = 'warning', hint = editedHints.deploy }: { severity?: 'error' | 'warning'; hint?: string } = {},
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
        hint,
      },
    );
  });
}
