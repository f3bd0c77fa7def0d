import type { Command } from '../cli/command.js';
import { CliError } from '../cli/failures.js';
import { prose, text } from '../cli/option.js';
import { attribution, dryRunFiles, workspaceFiles, write } from '../shared/authoring.js';
import { openWorkspaceAt, onePackage, selectOwnModule } from '../shared/selection.js';

const change = text('--change <change>', 'The change to tag. Default: the last one.', {
  also: ['--change-name <change>'],
});
const note = prose('--note <text>', 'The note in the plan.', { also: ['--comment <text>'] });

export const tag: Command = {
  arguments: [{ name: 'tag', description: 'The name of the tag, with or without its @.' }],
  options: [onePackage, change, note, dryRunFiles],
  examples: ['pgpm tag v2 --package shop --note "second release"'],
  run: async (invocation) => {
    const { args, value, prompts } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const module = await selectOwnModule(invocation, workspace);
    const name = args[0] ?? (await prompts.text('name of the tag'));
    if (name === undefined) throw new CliError('USAGE', { reason: 'name the tag: pgpm tag <tag>' });
    const { authoring, context } = await workspaceFiles(workspace);
    const authored = authoring.addTag({
      ...context,
      module,
      tag: name,
      change: value(change),
      note: value(note),
      attribution: await attribution(invocation),
    });
    const written = name.startsWith('@') ? name : `@${name}`;
    const result = { module: module.name, tag: written.slice(1) };
    return write(workspace.root, authored, `tagged ${module.name} ${written}`, { dryRun: value(dryRunFiles), result });
  },
};
