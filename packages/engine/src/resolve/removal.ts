import type { DeployedChange, DeployedRequirement } from '../model/index.js';
import { changeKey, type ChangeKey } from './references.js';

/** What is deployed, and who requires whom, as the registry records it. */
export interface DeployedGraph {
  /** In order of deployment. */
  readonly changes: readonly DeployedChange[];
  /** Required change to the deployed changes that require it. */
  readonly dependants: ReadonlyMap<ChangeKey, readonly ChangeKey[]>;
}

/**
 * @param resolveTag - the change behind a `module:@tag` that a registry kept as text; undefined when it is unknown.
 */
export function deployedGraph(
  changes: readonly DeployedChange[],
  requirements: readonly DeployedRequirement[],
  resolveTag: (module: string, tag: string) => string | undefined,
): DeployedGraph {
  const dependants = new Map<ChangeKey, ChangeKey[]>();
  for (const { module, change, requires } of requirements) {
    const required = requiredKey(module, requires, resolveTag);
    const list = dependants.get(required);
    const dependant = changeKey(module, change);
    if (list === undefined) dependants.set(required, [dependant]);
    else list.push(dependant);
  }
  return { changes, dependants };
}

function requiredKey(
  module: string,
  requires: string,
  resolveTag: (module: string, tag: string) => string | undefined,
): ChangeKey {
  const colon = requires.indexOf(':');
  const owner = colon < 0 ? module : requires.slice(0, colon);
  const name = requires.slice(colon + 1);
  if (!name.startsWith('@')) return changeKey(owner, name);
  return changeKey(owner, resolveTag(owner, name.slice(1)) ?? name);
}

/** A set of deployed changes to revert. */
export interface Removal {
  /** In the order to revert: last deployed first. Contains `roots` and, transitively, all that require them. */
  readonly changes: readonly DeployedChange[];
  /** Those of `changes` that are not among the roots, in the same order. */
  readonly dependants: readonly DeployedChange[];
}

export function planRemoval(graph: DeployedGraph, roots: ReadonlySet<ChangeKey>): Removal {
  const selected = new Set<ChangeKey>(roots);
  // A set keeps growing while it is walked: its own iterator visits what is added.
  for (const key of selected) {
    for (const dependant of graph.dependants.get(key) ?? []) selected.add(dependant);
  }
  const keyOf = (row: DeployedChange): ChangeKey => changeKey(row.module, row.change);
  const changes = graph.changes.filter((row) => selected.has(keyOf(row))).reverse();
  return { changes, dependants: changes.filter((row) => !roots.has(keyOf(row))) };
}
