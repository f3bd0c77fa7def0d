import { EngineError } from '../errors/index.js';
import type { DeployedChange, Module, WorkspaceConfig } from '../model/index.js';
import { changeKey, type PlanState } from '../resolve/index.js';
import type { ScriptReader, ScriptText } from '../scripts/index.js';

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

/** The same where the workspace says that hashes of parse trees may have been recorded, which depend on the parser. */
const treeHints = {
  unknown:
    'to compare parse trees (hashMethod "ast"), install libpg-query in the version that deployed it; ' +
    'if nothing was edited, accept the text: pgpm migrate rehash',
  different:
    'if nothing was edited, another version of libpg-query than the one installed has deployed it: ' +
    'install that, or accept the text: pgpm migrate rehash',
} as const;

/** A deployed change, and its script as it is now. */
export interface DifferentScript {
  readonly row: DeployedChange;
  readonly script: ScriptText;
}

/** Deployed changes whose script has another hash than was recorded. A missing script is no edit. */
export function differentScripts(
  module: Module,
  deployed: readonly DeployedChange[],
  reader: ScriptReader,
): readonly DifferentScript[] {
  return deployed.flatMap((row) => {
    const script = reader.readScript(module, 'deploy', row.change);
    return script === undefined || script.hash === row.hash ? [] : { row, script };
  });
}

/** Deployed changes whose script is not the one that was deployed, whichever kind of hash was recorded. */
export async function changedScripts(
  module: Module,
  deployed: readonly DeployedChange[],
  reader: ScriptReader,
  { deployment }: WorkspaceConfig,
  { severity = 'warning', hint = editedHints.deploy }: { severity?: 'error' | 'warning'; hint?: string } = {},
): Promise<readonly EngineError[]> {
  const different = differentScripts(module, deployed, reader);
  if (different.length === 0) return [];
  const { loadTreeHash } = await import('./tree-hash.js');
  const treeHash = await loadTreeHash();
  const trees = treeHash === undefined ? [] : await Promise.all(different.map(({ script }) => treeHash(script.text)));
  const byTree = treeHash === undefined ? treeHints.unknown : treeHints.different;
  return different
    .filter(({ row }, place) => row.hash !== trees[place])
    .map(({ row, script }) => {
      const change = changeKey(module.name, row.change);
      const fields = { change, deployedHash: row.hash, fileHash: script.hash, deployedAt: row.deployedAt };
      return new EngineError('SCRIPT_CHANGED', fields, {
        severity,
        module: module.name,
        change: row.change,
        place: { file: script.path },
        hint: deployment.hashMethod === 'ast' ? byTree : hint,
      });
    });
}
