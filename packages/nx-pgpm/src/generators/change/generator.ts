import type { Tree } from '@nx/devkit';
import { loadAuthoring, type FileEdit } from '@pgpm/engine';
import { attributionFor } from '../../tree/attribution.js';
import { withReadableErrors } from '../../tree/generator-error.js';
import { findModules, type TreeModule } from '../../tree/tree-modules.js';
import { treeFiles } from '../../tree/tree-files.js';
import { selectModule } from '../../tree/select-module.js';
import { writeEdits } from '../../tree/write-edits.js';
import { askMissing, terminalPrompts, type Prompts } from './questions.js';
import { describeChange } from './describe-change.js';
import { parseObjectName } from './object-name.js';
import { findRequirements, plannedChanges } from './planned-requirements.js';
import { renderScripts } from './render.js';
import type { ChangeGeneratorOptions } from './schema.js';

/**
 * Adds a change with its three scripts to a module.
 *
 * @param prompts - who is asked for what the kind needs and the options lack; undefined where nobody can be asked.
 */
export async function changeGenerator(
  tree: Tree,
  given: ChangeGeneratorOptions,
  prompts: Prompts | undefined = terminalPrompts(process),
): Promise<void> {
  await withReadableErrors(async () => {
    const modules = await findModules(tree);
    const options = prompts === undefined ? given : await askMissing(given, modules, prompts);
    const module = selectModule(modules, options.project);
    const planned = plannedChanges(tree, module);
    const { change, buildsOn, data } = describeChange(options, (start) =>
      planned.some((name) => name.startsWith(start)),
    );
    const { addChange } = await loadAuthoring();
    const { edits } = addChange({
      files: treeFiles(tree),
      module,
      modules,
      change,
      requires: [...findRequirements(tree, module, modules, buildsOn), ...(options.requires ?? [])],
      note: options.note ?? (options.kind === 'empty' ? undefined : `${options.kind} ${data.object}`),
      statements: renderScripts(tree, options.templates, data),
      attribution: await attributionFor(tree),
    });
    const extension = options.kind === 'extension' ? await requireExtension(tree, options.name, module, modules) : [];
    writeEdits(tree, [...edits, ...extension]);
  });
}

/** The engine installs what the control file requires, and a packaged module does so through CREATE EXTENSION. */
async function requireExtension(
  tree: Tree,
  name: string,
  module: TreeModule,
  modules: readonly TreeModule[],
): Promise<readonly FileEdit[]> {
  const { setRequires } = await loadAuthoring();
  const add = parseObjectName(name, 1, 'extension');
  return setRequires({ files: treeFiles(tree), module, modules, add }).edits;
}
