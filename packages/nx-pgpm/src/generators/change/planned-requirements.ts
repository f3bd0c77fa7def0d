import { parsePlan } from '@pgpm/engine';
import type { Tree } from '@nx/devkit';
import { treeFiles } from '../../tree/tree-files.js';
import type { TreeModule } from '../../tree/tree-modules.js';

/** The names of the changes of a module, in plan order; those that can be read. */
export function plannedChanges(tree: Tree, { path }: Pick<TreeModule, 'path'>): readonly string[] {
  const file = path === '.' ? 'pgpm.plan' : `${path}/pgpm.plan`;
  return parsePlan(treeFiles(tree).read(file) ?? '', file).plan.changes.map(({ name }) => name);
}

/**
 * References to what a change builds on: in its own module, else in a module that this one requires. Nothing for what
 * no plan makes: it may be in the database already.
 */
export function findRequirements(
  tree: Tree,
  module: TreeModule,
  modules: readonly TreeModule[],
  buildsOn: readonly (readonly string[])[],
): readonly string[] {
  const required = new Set(module.requires.map(({ name }) => name));
  const places = [
    { prefix: '', changes: new Set(plannedChanges(tree, module)) },
    ...modules
      .filter(({ name }) => name !== module.name && required.has(name))
      .map((other) => ({ prefix: `${other.name}:`, changes: new Set(plannedChanges(tree, other)) })),
  ];
  const references = buildsOn.flatMap((candidates) => {
    for (const candidate of candidates) {
      const place = places.find(({ changes }) => changes.has(candidate));
      if (place !== undefined) return [place.prefix + candidate];
    }
    return [];
  });
  return [...new Set(references)];
}
