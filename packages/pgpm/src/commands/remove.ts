import type { Command } from '../cli/command.js';
import { CliError } from '../cli/failures.js';
import { text } from '../cli/option.js';
import { dryRunFiles, workspaceFiles, write } from '../shared/authoring.js';
import { confirmOrThrow, yes } from '../shared/confirm.js';
import { databaseOptions } from '../shared/database.js';
import { refuseDeployed, withDatabase } from '../shared/deployed.js';
import { oneOf } from '../shared/one-of.js';
import { openWorkspaceAt, onePackage, selectOwnModule } from '../shared/selection.js';
import { counted } from '../shared/words.js';

const to = text('--to <reference>', 'The first change to remove: a change, or @tag for the change that it marks.');

export const remove: Command = {
  arguments: [{ name: 'reference', description: 'The same as --to.' }],
  options: [onePackage, to, yes, withDatabase, ...databaseOptions, dryRunFiles],
  examples: ['pgpm remove sales/orders --package shop --yes'],
  run: async (invocation) => {
    const { args, value } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const module = await selectOwnModule(invocation, workspace);
    const from = oneOf(args[0], value(to), '--to');
    if (from === undefined) throw new CliError('USAGE', { reason: 'say from where: pgpm remove <change or @tag>' });
    const { authoring, context } = await workspaceFiles(workspace);
    const authored = authoring.removeChanges({ ...context, module, from });
    const { changes, tags } = authored;
    await refuseDeployed(invocation, workspace, module, changes);
    const isDry = value(dryRunFiles);
    const affected = changes.map((change) => `${module.name}:${change}`);
    if (!isDry) await confirmOrThrow(invocation, 'remove', affected, 'remove these changes, with tags and scripts?');
    const summary = `removed ${counted(changes.length, 'change')} from ${module.name}`;
    return write(workspace.root, authored, summary, { dryRun: isDry, result: { module: module.name, changes, tags } });
  },
};
