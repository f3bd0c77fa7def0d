import type { Workspace } from '@pgpm/engine';
import { relative, resolve, sep } from 'node:path';
import type { Command } from '../cli/command.js';
import { CliError } from '../cli/failures.js';
import { list, prose, text } from '../cli/option.js';
import { dryRunFiles, workspaceFiles, write } from '../shared/authoring.js';
import { openWorkspaceAt } from '../shared/selection.js';

const dir = text('--dir <folder>', 'The folder of the module. Default: beside the other modules.');
const npmName = text('--npm-name <name>', 'The name in package.json. Default: that of the module.');
const description = prose('--description <text>', 'One sentence about it.');
const moduleVersion = text('--module-version <version>', 'Its version. Default: 0.1.0.');
const extensions = list('--extensions <names>', 'Extensions and modules that it requires, with commas.', {
  split: true,
});

export const initModule: Command = {
  arguments: [{ name: 'name', description: 'The name of the module: lower case, digits, _ and -.' }],
  options: [dir, npmName, description, moduleVersion, extensions, dryRunFiles],
  examples: ['pgpm init module ledger --extensions citext,base --description "who owes whom"'],
  run: async (invocation) => {
    const { args, value, prompts, cwd } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const name = args[0] ?? (await prompts.text('name of the module'));
    if (name === undefined) throw new CliError('USAGE', { reason: 'name the module: pgpm init module <name>' });
    invocation.about({ modules: [name] });
    const given = value(dir);
    const path =
      given === undefined ? `${moduleFolder(workspace)}/${name}` : below(workspace.root, resolve(cwd, given));
    const { authoring, context } = await workspaceFiles(workspace);
    const authored = authoring.initModule({
      ...context,
      name,
      path,
      globs: workspace.configFile === 'pgpm.config.js' ? workspace.config.packages : undefined,
      npmName: value(npmName),
      description: value(description),
      version: value(moduleVersion),
      requires: value(extensions),
    });
    return write(workspace.root, authored, `made module ${name} in ${path}`, {
      dryRun: value(dryRunFiles),
      result: { module: name, path },
    });
  },
};

/** The folder of the first glob that means one level of folders. */
function moduleFolder({ config }: Workspace): string {
  const glob = config.packages.find((candidate) => /^[^*?!]+\/\*{1,2}$/.test(candidate));
  return glob === undefined ? 'packages' : glob.replace(/\/\*+$/, '');
}

function below(root: string, folder: string): string {
  const path = relative(root, folder).split(sep).join('/');
  return path === '' ? '.' : path;
}
