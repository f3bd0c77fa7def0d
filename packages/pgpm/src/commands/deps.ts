import type { Dependency } from '@pgpm/engine';
import type { Command } from '../cli/command.js';
import { CliError } from '../cli/failures.js';
import { flag } from '../cli/option.js';
import { connect, databaseOptions } from '../shared/database.js';
import { openWorkspaceAt, onePackage, selectModule } from '../shared/selection.js';
import { counted } from '../shared/words.js';

const all = flag('all', 'Accepted for the sake of other tools: what is required by way of others is always shown.');
const deployed = flag('deployed', 'Also ask the database which of them are deployed.');

export const deps: Command = {
  arguments: [{ name: 'change', description: 'A change, @tag, or module:change.' }],
  options: [onePackage, deployed, ...databaseOptions, all],
  examples: ['pgpm deps shop:books', 'pgpm deps books --package shop --deployed'],
  run: async (invocation) => {
    const { args, value, signal, prompts } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const reference = args[0] ?? (await prompts.text('name of the change'));
    if (reference === undefined) {
      const hint = 'pgpm list shows the changes; with --json also what each requires';
      throw new CliError('USAGE', { reason: 'name the change: pgpm deps <change>' }, hint);
    }
    const isQualified = reference.includes(':');
    const target = isQualified ? reference : (await selectModule(invocation, workspace)).name;
    const database = value(deployed) ? (await connect(invocation, workspace, [target])).config : undefined;
    const { dependenciesOf } = await import('@pgpm/engine');
    const to = isQualified ? undefined : reference;
    const result = await dependenciesOf({ workspace, target, to, database, signal });
    const { change, requires, dependants } = result;
    invocation.about({ modules: [change.slice(0, change.indexOf(':'))] });
    const text = [
      `${change} requires`,
      ...dependencyLines(requires),
      `${change} is required by`,
      ...dependencyLines(dependants),
    ];
    return {
      result,
      text: text.join('\n'),
      summary: `requires ${counted(requires.length, 'change')}, required by ${dependants.length}`,
    };
  },
};

function dependencyLines(all: readonly Dependency[]): readonly string[] {
  return all.length === 0 ? ['  nothing'] : all.map(dependencyLine);
}

function dependencyLine({ change, isDirect, isDeployed }: Dependency): string {
  const facts = [...(isDirect ? [] : ['by way of others']), ...(isDeployed === false ? ['not deployed'] : [])];
  return `  ${change}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
}
