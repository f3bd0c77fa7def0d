import type { Authored, FileEdit, Workspace } from '@pgpm/engine';

import type { Outcome } from '../cli/command.js';
import type { Invocation } from '../cli/invocation.js';
import { CliError } from '../cli/failures.js';
import { flag } from '../cli/option.js';
import { openWorkspaceAt } from './selection.js';

/** What a command that edits files takes. */
export const dryRunFiles = flag('dry-run', 'Show what would be written, and write nothing.');

/** A line that adds somebody to a plan: whom the workspace names, else who git says they are, and now. */
export async function attribution(invocation: Invocation) {
  const { cwd, env } = invocation;
  const { planner } = (await openWorkspaceAt(invocation)).config;
  const { loadAuthoring } = await import('@pgpm/engine');
  const { readAttribution } = await loadAuthoring();
  try {
    return readAttribution({ cwd, env, now: () => new Date(), planner });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CliError('ENVIRONMENT_INVALID', { variable: 'PGPM_FROZEN_TIME', expected: 'a date' });
  }
}

/** Writes what was authored, and says so. */
export async function write(
  root: string,
  { edits, warnings }: Authored,
  summary: string,
  { dryRun = false, result = {} }: { readonly dryRun?: boolean; readonly result?: object } = {},
): Promise<Outcome> {
  const { loadAuthoring } = await import('@pgpm/engine');
  const { renderError } = await import('@pgpm/engine/report');
  const { applyEdits } = await loadAuthoring();
  if (!dryRun) applyEdits(root, edits);
  const files = edits.flatMap((edit) => ('movedTo' in edit ? [edit.path, edit.movedTo] : [edit.path]));
  const lines = [...warnings.map(renderError), ...edits.map(editLine)];
  return {
    result: { ...result, dryRun, files, warnings },
    text: lines.join('\n'),
    summary: dryRun ? `${summary} (dry run, nothing was written)` : summary,
  };
}

function editLine(edit: FileEdit): string {
  if ('deleted' in edit) return `- ${edit.path}`;
  if ('movedTo' in edit) return `- ${edit.path}\n+ ${edit.movedTo}`;
  return edit.before === undefined ? `+ ${edit.path}` : `~ ${edit.path}`;
}

/** The files of a workspace, and its modules, as the functions of the engine take them. */
export async function workspaceFiles({ root, modules, config }: Workspace) {
  const { loadAuthoring } = await import('@pgpm/engine');
  const authoring = await loadAuthoring();
  return {
    authoring,
    context: { files: authoring.diskFiles(root), modules: [...modules.values()], aliases: config.moduleAliases },
  };
}

/** What several calls want to do, as one. Their files are different ones. */
export function mergeAuthored(all: readonly Authored[]): Authored {
  return { edits: all.flatMap(({ edits }) => edits), warnings: all.flatMap(({ warnings }) => warnings) };
}
