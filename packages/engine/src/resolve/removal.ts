import type { DeployedChange, DeployedRequirement } from '../model/index.js';
import { changeKey, type ChangeKey } from './references.js';

/** What is deployed, and who requires whom, as the registry records it. */
export interface DeployedGraph {
  /** In order of deployment. */
  readonly changes: readonly DeployedChange[];
  /** Required change to the deployed changes that require it. */
  readonly dependants: ReadonlyMap<ChangeKey, readonly ChangeKey[]>;
  /** Requirements that nobody can tell the change of: it is some change of `module`. */
  readonly lostTags: readonly LostTag[];
}

export interface LostTag {
  readonly dependant: ChangeKey;
  readonly module: string;
  readonly tag: string;
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
  const lostTags: LostTag[] = [];
  const deployed = new Set(changes.map((row) => changeKey(row.module, row.change)));
  for (const row of requirements) {
    const dependant = changeKey(row.module, row.change);
    const { module, name } = nameRequired(row);
    const tag = name.startsWith('@') ? name.slice(1) : undefined;
    let required = changeKey(module, tag === undefined ? name : (resolveTag(module, tag) ?? ''));
    if (tag !== undefined && !deployed.has(required)) {
      lostTags.push({ dependant, module, tag });
      // When the first one goes, the whole module does, and with it whatever was meant.
      const first = changes.find((other) => other.module === module);
      required = changeKey(module, first?.change ?? '');
    }
    const list = dependants.get(required);
    if (list === undefined) dependants.set(required, [dependant]);
    else list.push(dependant);
  }
  return { changes, dependants, lostTags };
}

function nameRequired({ module, requires }: DeployedRequirement): { readonly module: string; readonly name: string } {
  const colon = requires.indexOf(':');
  return { module: colon < 0 ? module : requires.slice(0, colon), name: requires.slice(colon + 1) };
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
