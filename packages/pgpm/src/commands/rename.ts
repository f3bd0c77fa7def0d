import type { Command } from '../cli/command.js';
import { flag, text } from '../cli/option.js';
import { CliError } from '../cli/failures.js';
import { refuseDeployed, withDatabase } from '../shared/deployed.js';
import { dryRunFiles, workspaceFiles, write } from '../shared/authoring.js';
import { databaseOptions } from '../shared/database.js';
import { oneOf } from '../shared/one-of.js';
import { openWorkspaceAt, onePackage, selectOwnModule } from '../shared/selection.js';

const to = text('--to <name>', 'The new name, when it is not given as an argument.');
const change = text('--change <name>', 'Rename this change instead of the module.');
const npmName = text('--npm-name <name>', 'Also give package.json this name.');
const syncPackageName = flag(
  'sync-pkg-name',
  'Also rename in package.json: its scope stays, the rest is the new name.',
);

export const rename: Command = {
  arguments: [{ name: 'new-name', description: 'The new name.' }],
  options: [onePackage, to, change, npmName, syncPackageName, withDatabase, ...databaseOptions, dryRunFiles],
  examples: ['pgpm rename market --package shop --sync-pkg-name', 'pgpm rename stock --package shop --change books'],
  run: async (invocation) => {
    const { args, value } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const module = await selectOwnModule(invocation, workspace);
    const name = oneOf(args[0], value(to), '--to');
    if (name === undefined) throw new CliError('USAGE', { reason: 'give the new name: pgpm rename <name>' });
    const renamed = value(change);
    const { authoring, context } = await workspaceFiles(workspace);
    const authored =
      renamed === undefined
        ? authoring.renameModule({ ...context, module, to: name, npmName: npmNameFor(name) })
        : authoring.renameChanges({ ...context, module, renames: new Map([[renamed, name]]) });
    await refuseDeployed(invocation, workspace, module, renamed === undefined ? undefined : [renamed]);
    const from = renamed === undefined ? module.name : `${module.name}:${renamed}`;
    return write(workspace.root, authored, `renamed ${from} to ${name}`, {
      dryRun: value(dryRunFiles),
      result: { from, to: name },
    });

    function npmNameFor(newName: string): string | undefined {
      const given = value(npmName);
      if (given !== undefined || !value(syncPackageName)) return given;
      const scope = /^@[^/]+\//.exec(module.npmName ?? '')?.[0] ?? '';
      return scope + newName;
    }
  },
};
