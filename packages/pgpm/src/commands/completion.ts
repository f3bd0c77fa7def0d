import type { Command } from '../cli/command.js';
import { CliError } from '../cli/failures.js';
import type { CommandDescription } from '../cli/invocation.js';
import type { Option } from '../cli/option.js';
import { completionScript, isShell, shells, type CompletedCommand, type CompletedOption } from '../cli/completion.js';

export const completion: Command = {
  arguments: [{ name: 'shell', description: `One of ${shells.join(', ')}.`, isRequired: true, choices: shells }],
  examples: ['pgpm completion bash', 'pgpm completion zsh', 'pgpm completion fish'],
  run: async ({ args: [shell = ''], describeCommands }) => {
    if (!isShell(shell)) throw new CliError('USAGE', { reason: `choose one of ${shells.join(', ')}` });
    const commands = (await describeCommands()).map(completedCommand);
    const script = completionScript(shell, commands);
    return { result: { shell, script }, summary: `completion for ${shell}`, raw: script };
  },
};

function completedCommand({ name, arguments: [first], options }: CommandDescription): CompletedCommand {
  const shown = options.filter(({ isHidden = false }) => !isHidden);
  return { name, options: shown.map(completedOption), words: first?.choices };
}

function completedOption({ flags, choices }: Option<unknown>): CompletedOption {
  const [, name = flags, value] = /(--[\w-]+)(?: ([<[].*))?$/.exec(flags) ?? [];
  return { name, value: value === undefined ? undefined : (choices ?? (value.includes('folder') ? 'folder' : 'file')) };
}
