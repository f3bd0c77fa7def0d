import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Command } from '../cli/command.js';
import { list } from '../cli/option.js';
import { dryRunFiles, write } from '../shared/authoring.js';

const globs = list('--packages <glob>', 'Where modules are; can be repeated. Default: packages/*.');

export const initWorkspace: Command = {
  arguments: [
    { name: 'folder', description: 'The folder of the workspace; it is made when it is not there. Default: this one.' },
  ],
  options: [globs, dryRunFiles],
  examples: ['pgpm init workspace store', 'pgpm init workspace store --packages "db/*"'],
  run: async ({ args, cwd, value }) => {
    const { EngineError, loadAuthoring } = await import('@pgpm/engine');
    const { diskFiles, initWorkspace: init } = await loadAuthoring();
    const root = resolve(cwd, args[0] ?? '.');
    const chosen = value(globs);
    const name = basename(root)
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-');
    const authored = init({ files: diskFiles(root), name, packages: chosen.length === 0 ? undefined : chosen });
    const module = await moduleAround(root);
    if (module !== undefined) {
      throw new EngineError('INSIDE_MODULE', { path: root, module }, { hint: 'choose a folder that is in no module' });
    }
    if (!value(dryRunFiles)) mkdirSync(root, { recursive: true });
    return write(root, authored, `made a workspace in ${root}`, { dryRun: value(dryRunFiles), result: { root } });
  },
};

/** The module that a folder, which may not be there yet, lies in: what is below a module belongs to it. */
async function moduleAround(folder: string): Promise<string | undefined> {
  const { isEngineError, moduleAt, openWorkspace } = await import('@pgpm/engine');
  let there = folder;
  while (!existsSync(there) && there !== dirname(there)) there = dirname(there);
  try {
    return moduleAt(openWorkspace(there), there).name;
  } catch (error) {
    if (isEngineError(error)) return undefined;
    throw error;
  }
}
