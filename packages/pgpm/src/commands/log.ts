import type { HistoryEvent } from '@pgpm/engine';
import type { Command } from '../cli/command.js';
import { count, list } from '../cli/option.js';
import { connect, databaseOptions } from '../shared/database.js';
import { nearbyTargets, openWorkspaceAt } from '../shared/selection.js';
import { counted, toSecond } from '../shared/words.js';

const modules = list(
  '--module <name>',
  'Only events of this module, which may have left the workspace; can be repeated.',
  { also: ['--package <name>'] },
);
const limit = count('--limit <events>', 20, 'How many events.', { least: 1 });

const marks: Readonly<Record<string, string>> = { deploy: '+', revert: '-', verify: '✓' };

export const log: Command = {
  options: [modules, limit, ...databaseOptions],
  examples: ['pgpm log', 'pgpm log --module shop --limit 5'],
  run: async (invocation) => {
    const { value, signal } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const chosen = value(modules);
    const known = chosen.filter((name) => workspace.modules.has(name));
    const database = await connect(invocation, workspace, await nearbyTargets(workspace, invocation.cwd, known));
    const { readHistory } = await import('@pgpm/engine');
    const result = await readHistory({
      database: database.config,
      modules: chosen.length === 0 ? undefined : chosen,
      limit: value(limit),
      signal,
    });
    const { inset } = await import('@pgpm/engine/report');
    const { events } = result;
    const lines = events.map((event) => inset(eventLine(event)));
    return { result, text: lines.join('\n'), summary: summarize(events.length, chosen) };
  },
};

function summarize(events: number, modules: readonly string[]): string {
  if (events > 0) return `${counted(events, 'event')}, the newest first`;
  return modules.length === 0 ? 'nothing happened yet' : `no event of ${modules.join(' or ')}`;
}

function eventLine({ type, module, change, at, message, code }: HistoryEvent): string {
  const failure = message === null ? '' : `  failed${code === null ? '' : ` with ${code}`}: ${message}`;
  const mark = message === null ? (marks[type] ?? type) : '!';
  return `${toSecond(at)} ${mark} ${module}:${change}${failure}`;
}
