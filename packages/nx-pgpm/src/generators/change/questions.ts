import type { TreeModule } from '../../tree/tree-modules.js';
import { missingOptions } from './check-options.js';
import type { AskedOption } from './kinds.js';
import type { ChangeGeneratorOptions } from './schema.js';

/** Asks a person. */
export interface Prompts {
  text(message: string): Promise<string>;
  select(message: string, choices: readonly string[]): Promise<string>;
}

const messages: Readonly<Record<AskedOption, string>> = {
  columns: 'Which columns? (separated by commas)',
  values: 'Which values? (separated by commas)',
  table: 'Which table does it read? (schema.table)',
  function: 'Which function does it call? (schema.function)',
  role: 'Which role is it granted to?',
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The options with what their kind needs; nothing is asked that can be known. */
export async function askMissing(
  options: ChangeGeneratorOptions,
  modules: readonly TreeModule[],
  prompts: Prompts,
): Promise<ChangeGeneratorOptions> {
  const projects = modules.filter(({ source }) => source === 'workspace').map(({ projectName }) => projectName);
  const project =
    options.project ?? (projects.length > 1 ? await prompts.select('Which module?', projects) : undefined);
  const answers: Mutable<Partial<Pick<ChangeGeneratorOptions, AskedOption>>> = {};
  for (const option of missingOptions(options)) {
    const answer = await prompts.text(messages[option]);
    if (option === 'columns' || option === 'values') answers[option] = answer.split(',').map((item) => item.trim());
    else answers[option] = answer;
  }
  return { ...options, ...answers, project };
}

/** Questions at the terminal; undefined where there is none, or where `--no-interactive` was said. */
export function terminalPrompts({
  stdin,
  stdout,
  env,
}: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'env'>): Prompts | undefined {
  const isTerminal = stdin.isTTY && stdout.isTTY;
  if (!isTerminal || env['NX_INTERACTIVE'] !== 'true' || (env['CI'] ?? '') !== '') return undefined;
  return {
    text: async (message) => {
      const { text } = await import('@clack/prompts');
      return answered(
        await text({ message, validate: (value) => (value === '' ? 'Please say something' : undefined) }),
      );
    },
    select: async (message, choices) => {
      const { select } = await import('@clack/prompts');
      return answered(await select({ message, options: choices.map((value) => ({ value, label: value })) }));
    },
  };
}

function answered(answer: string | symbol): string {
  if (typeof answer === 'string') return answer;
  throw new Error('nothing was generated: the question was not answered');
}
