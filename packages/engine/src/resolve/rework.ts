import type { DeployedChange, DeployedRequirement, Module } from '../model/index.js';

/** A recorded change whose name means a newer instance by now. */
export interface Renaming {
  readonly module: string;
  readonly change: string;
  readonly hash: string;
  /** The instance that it is. */
  readonly name: string;
}

/**
 * A change that is reworked after its deploy is still recorded under the plain name. It is the oldest instance that is not
 * recorded under a name of its own. Tells which rows that concerns, and gives all rows with the names that their plans
 * have for them now.
 */
export function settleReworked(
  modules: Iterable<Module>,
  deployed: readonly DeployedChange[],
): { readonly changes: readonly DeployedChange[]; readonly renamings: readonly Renaming[] } {
  const renamings: Renaming[] = [];
  for (const module of modules) {
    const older = olderInstances(module);
    if (older.size === 0) continue;
    const rows = new Map(deployed.filter((row) => row.module === module.name).map((row) => [row.change, row]));
    for (const [written, names] of older) {
      const row = rows.get(written);
      const name = names.find((instance) => !rows.has(instance));
      if (row !== undefined && name !== undefined) {
        renamings.push({ module: module.name, change: written, hash: row.hash, name });
      }
    }
  }
  if (renamings.length === 0) return { changes: deployed, renamings };
  const nameOf = (row: DeployedChange): string =>
    renamings.find(({ module, change }) => module === row.module && change === row.change)?.name ?? row.change;
  return { changes: deployed.map((row) => ({ ...row, change: nameOf(row) })), renamings };
}

/** The same for what is required by name: all that is recorded so far meant the instance that was deployed. */
export function settleRequirements(
  requirements: readonly DeployedRequirement[],
  renamings: readonly Renaming[],
): readonly DeployedRequirement[] {
  if (renamings.length === 0) return requirements;
  const names = new Map(renamings.map(({ module, change, name }) => [`${module}:${change}`, { module, name }]));
  return requirements.map((row) => {
    const owner = names.get(`${row.module}:${row.change}`);
    const required = names.get(row.requires.includes(':') ? row.requires : `${row.module}:${row.requires}`);
    return {
      module: row.module,
      change: owner?.name ?? row.change,
      requires: required === undefined ? row.requires : `${required.module}:${required.name}`,
    };
  });
}

/** By written name the names of all instances but the newest, in plan order. */
function olderInstances({ plan }: Module): ReadonlyMap<string, readonly string[]> {
  const older = new Map<string, string[]>();
  for (const { name, writtenAs } of plan.changes) {
    if (writtenAs === undefined) continue;
    const names = older.get(writtenAs);
    if (names === undefined) older.set(writtenAs, [name]);
    else names.push(name);
  }
  return older;
}
