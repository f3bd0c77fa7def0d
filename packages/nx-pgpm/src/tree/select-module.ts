import { GeneratorError } from './generator-error.js';
import type { TreeModule } from './tree-modules.js';

/**
 * The module of the workspace that a name means: its Nx project, its own name, its npm name or its folder.
 *
 * @param name - without one: the only module that there is.
 * @throws {GeneratorError} `MODULE_NOT_FOUND`, `MODULE_AMBIGUOUS`, with the names to choose from.
 */
export function selectModule(modules: readonly TreeModule[], name: string | undefined): TreeModule {
  const own = modules.filter(({ source }) => source === 'workspace');
  const found = name === undefined ? own : bestMatches(own, name);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const known = (found.length > 0 ? found : own).map(({ projectName }) => projectName).sort();
  if (own.length === 0) {
    throw new GeneratorError('MODULE_NOT_FOUND', 'there is no module here', 'make one: nx g nx-pgpm:module <name>');
  }
  const hint = `say which with --project; there are ${known.join(', ')}`;
  if (name === undefined) throw new GeneratorError('MODULE_AMBIGUOUS', 'it is not clear which module is meant', hint);
  if (only === undefined) throw new GeneratorError('MODULE_NOT_FOUND', `"${name}" is no module`, hint);
  throw new GeneratorError('MODULE_AMBIGUOUS', `"${name}" may be any of several modules`, hint);
}

/** A name counts more than a folder. */
function bestMatches(modules: readonly TreeModule[], name: string): readonly TreeModule[] {
  const exact = modules.filter((module) => [module.projectName, module.name, module.npmName].includes(name));
  if (exact.length > 0) return exact;
  return modules.filter(({ path }) => path === name.replace(/\/$/, '') || path.split('/').at(-1) === name);
}
