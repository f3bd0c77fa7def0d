import type { Command } from '../cli/command.js';
import { CliError } from '../cli/failures.js';
import { list, prose } from '../cli/option.js';
import { attribution, dryRunFiles, workspaceFiles, write } from '../shared/authoring.js';
import { openWorkspaceAt, onePackage, selectOwnModule } from '../shared/selection.js';

const requires = list(
  '--requires <reference>',
  'What the change requires: change, module:change, module:@tag; can be repeated.',
);
const conflicts = list('--conflicts <reference>', 'What must not be deployed together with it; can be repeated.');
const note = prose('--note <text>', 'The note in the plan.', { also: ['--message <text>'] });

export const add: Command = {
  arguments: [{ name: 'change', description: 'The name of the change, with its path: schemas/app/tables/users.' }],
  options: [onePackage, requires, conflicts, note, dryRunFiles],
  examples: ['pgpm add sales/invoices --package shop --requires books --note "what they owe"'],
  run: async (invocation) => {
    const { args, value, prompts } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const module = await selectOwnModule(invocation, workspace);
    const change = args[0] ?? (await prompts.text('name of the change'));
    if (change === undefined) throw new CliError('USAGE', { reason: 'name the change: pgpm add <change>' });
    const { authoring, context } = await workspaceFiles(workspace);
    const authored = authoring.addChange({
      ...context,
      module,
      change,
      requires: value(requires),
      conflicts: value(conflicts),
      note: value(note),
      attribution: await attribution(invocation),
    });
    const result = { module: module.name, change };
    return write(workspace.root, authored, `added ${module.name}:${change}`, { dryRun: value(dryRunFiles), result });
  },
};
