import type { ChangeState, ListedChange } from '@pgpm/engine';
import type { Command } from '../cli/command.js';
import { count, flag } from '../cli/option.js';
import { connect, databaseOptions } from '../shared/database.js';
import {
  openWorkspaceAt,
  recursive,
  selectionOptions,
  selectTargets,
  targetArgument,
  to,
} from '../shared/selection.js';
import { counted, toSecond } from '../shared/words.js';

const all = flag('all', 'Every change, however many there are.');
const limit = count('--limit <changes>', 20, 'How many changes of each module, the last ones.');
const summaryOnly = flag('summary', 'A line per module.');

const marks: Readonly<Record<ChangeState, string>> = {
  deployed: '+',
  changed: '~',
  pending: ' ',
  partial: '!',
  orphaned: '?',
};

export const list: Command = {
  arguments: [targetArgument],
  options: [...selectionOptions, ...databaseOptions, all, limit, summaryOnly],
  examples: ['pgpm list', 'pgpm list shop --all'],
  run: async (invocation) => {
    const { value, signal } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const targets = await selectTargets(invocation, workspace);
    const database = await connect(invocation, workspace, targets);
    const { listChanges } = await import('@pgpm/engine');
    const { inset } = await import('@pgpm/engine/report');
    const result = await listChanges({
      workspace,
      targets,
      to: value(to),
      recursive: value(recursive) || targets === 'all',
      database: database.config,
      signal,
    });
    const lines = result.modules.flatMap(({ module, changes }) => {
      const shown = value(summaryOnly) ? [] : changes.slice(value(all) ? 0 : -value(limit) || changes.length);
      const hidden = changes.length - shown.length;
      const more = hidden > 0 && !value(summaryOnly) ? [`  … ${hidden} before`] : [];
      return [`${module}: ${counts(changes)}`, ...more, ...shown.map((change) => inset(changeLine(change)))];
    });
    const total = result.modules.reduce((sum, { changes }) => sum + changes.length, 0);
    return { result, text: lines.join('\n'), summary: counted(total, 'change') };
  },
};

function changeLine({ name, state, tags, deployedAt }: ListedChange): string {
  const marked = tags.map((tag) => ` @${tag}`).join('');
  const when = deployedAt === undefined ? '' : `  ${toSecond(deployedAt)}`;
  return `  ${marks[state]} ${name}${marked}${state === 'deployed' ? '' : ` (${state})`}${when}`;
}

/** `2 deployed, 1 pending`. */
function counts(changes: readonly ListedChange[]): string {
  const byState = new Map<ChangeState, number>();
  for (const { state } of changes) byState.set(state, (byState.get(state) ?? 0) + 1);
  return [...byState].map(([state, number]) => `${number} ${state}`).join(', ') || 'no changes';
}
