import type { Workspace } from '@pgpm/engine';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import type { Invocation } from '../cli/invocation.js';
import { flag } from '../cli/option.js';
import { examineServer } from '../doctor/database.js';
import { failure, type Finding } from '../doctor/finding.js';
import { examineMachine } from '../doctor/machine.js';
import { examineWorkspace } from '../doctor/workspace.js';
import { databaseName, url } from '../shared/database.js';
import { openWorkspaceAt } from '../shared/selection.js';
import { counted } from '../shared/words.js';

const start = flag('start', 'Start the embedded server when it does not run, and look at it, too.');
/** `--db` alone asks other tools to look at the database, which ours does anyway. */
const database = { ...databaseName, also: ['--db [name]'] };

export const doctor: Command = {
  options: [url, database, start],
  examples: ['pgpm doctor', 'pgpm doctor --start --json'],
  run: async (invocation) => {
    const { env, value } = invocation;
    const { workspace, problem } = await openOrTell(invocation);
    const checks = [
      ...examineMachine(workspace?.root, env),
      ...(problem === undefined ? [] : [problem]),
      ...(workspace === undefined ? [] : await examineWorkspace(workspace)),
      ...(workspace === undefined ? [] : await examineServer(invocation, workspace, value(start))),
    ];
    const failures = checks.filter(({ state }) => state === 'failed').length;
    const warnings = checks.filter(({ state }) => state === 'warning').length;
    return {
      result: { checks },
      text: checks.map(line).join('\n'),
      summary: summarize(checks.length, failures, warnings),
      exitCode: failures === 0 ? exitCodes.ok : exitCodes.failure,
    };
  },
};

/** A workspace that cannot be opened is a finding like any other. */
async function openOrTell(invocation: Invocation): Promise<{ workspace?: Workspace; problem?: Finding }> {
  const { isCodedError } = await import('@pgpm/engine');
  try {
    return { workspace: await openWorkspaceAt(invocation) };
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return { problem: failure('workspace', error) };
  }
}

const marks = { ok: '✓', warning: '!', failed: '✗' } as const;
const nameWidth = 12;

function line({ name, state, message, hint }: Finding): string {
  const first = `${marks[state]} ${name.padEnd(nameWidth)}${message}`;
  return hint === undefined ? first : `${first}\n  ${' '.repeat(nameWidth)}hint: ${hint}`;
}

function summarize(all: number, failures: number, warnings: number): string {
  if (failures + warnings === 0) return `${counted(all, 'check')}, all is well`;
  return `${counted(all, 'check')}: ${failures} failed, ${counted(warnings, 'warning')}`;
}
