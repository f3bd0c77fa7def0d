import { basename, relative } from 'node:path/posix';
import { formatFiles, visitNotIgnoredFiles, type Tree } from '@nx/devkit';
import { editModule } from '../../tree/edit-module.js';
import { GeneratorError } from '../../tree/generator-error.js';
import type { TreeModule } from '../../tree/tree-modules.js';
import type { MoveGeneratorOptions } from './schema.js';

/** Files that lead to the workspace root by a relative path. */
const configurations = /^(?:(?:jest\.config|eslint\.config)\.[cm]?[jt]s|(?:project|package|tsconfig(?:\.\w+)?)\.json)$/;

/** Moves the folder of a module. */
export async function moveGenerator(tree: Tree, options: MoveGeneratorOptions): Promise<void> {
  let from = '';
  const to = options.destination.replace(/^\.\//, '').replace(/\/+$/, '');
  await editModule(tree, options.project, (module, { authoring, files, modules }) => {
    checkDestination(tree, module, to, modules);
    from = module.path;
    return authoring.moveModuleFolder({ files, from, to });
  });
  const paths: string[] = [];
  visitNotIgnoredFiles(tree, from, (path) => paths.push(path.replaceAll('\\', '/')));
  for (const path of paths) {
    const target = `${to}/${relative(from, path)}`;
    tree.rename(path, target);
    if (configurations.test(basename(target))) repairPaths(tree, target, rootFrom(from), rootFrom(to));
  }
  if (!options.skipFormat) await formatFiles(tree);
}

function checkDestination(tree: Tree, module: TreeModule, to: string, modules: readonly TreeModule[]): void {
  const refuse = (reason: string): never => {
    throw new GeneratorError(
      'INVALID_OPTION',
      `${module.name} cannot move to "${to}": ${reason}`,
      'choose another folder',
    );
  };
  const segments = to.split('/');
  if (module.path === '.') refuse('the module is the workspace itself');
  if (to.startsWith('/') || to.includes('\\') || segments.some((segment) => ['', '.', '..'].includes(segment))) {
    refuse('that is no folder below the workspace');
  }
  if (segments.some((segment) => ['node_modules', 'dist', 'extensions'].includes(segment))) {
    refuse('modules below node_modules, dist and extensions are copies');
  }
  if (tree.exists(to)) refuse('there is something already');
  const around = modules.find(({ path }) => to.startsWith(`${path}/`));
  if (around !== undefined) refuse(`that is inside the module ${around.name}`);
}

/** The way up to the workspace root, such as `../../`. */
function rootFrom(folder: string): string {
  return '../'.repeat(folder.split('/').length);
}

/** Only paths that begin with exactly the way up are meant: a deeper or a shallower one leads somewhere else. */
function repairPaths(tree: Tree, path: string, before: string, after: string): void {
  const text = tree.read(path, 'utf8') ?? '';
  const repaired = text.replace(/(["'`])((?:\.\.\/)+)/g, (match, quote: string, up: string) =>
    up === before ? quote + after : match,
  );
  if (repaired !== text) tree.write(path, repaired);
}
