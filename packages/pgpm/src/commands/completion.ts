import type { Command } from '../cli/command.js';
import { CliError } from '../cli/failures.js';
import type { Option } from '../cli/option.js';
import { completionScript, isShell, shells } from '../cli/completion.js';

export const completion: Command = {
  arguments: [{ name: 'shell', description: `One of ${shells.join(', ')}.`, isRequired: true }],
  examples: ['pgpm completion bash', 'pgpm completion zsh', 'pgpm completion fish'],
  run: async ({ args: [shell = ''], describeCommands }) => {
    if (!isShell(shell)) throw new CliError('USAGE', { reason: `choose one of ${shells.join(', ')}` });
    const commands = (await describeCommands()).map(({ name, options }) => ({ name, options: optionNames(options) }));
    const script = completionScript(shell, commands);
    return { result: { shell, script }, summary: `completion for ${shell}`, raw: script };
  },
};

function optionNames(options: readonly Option<unknown>[]): readonly string[] {
  return options.filter(({ isHidden = false }) => !isHidden).flatMap(({ flags }) => /--[\w-]+/.exec(flags)?.[0] ?? []);
}
