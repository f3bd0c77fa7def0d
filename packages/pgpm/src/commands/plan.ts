import type { Authored, RewrittenLine } from '@pgpm/engine';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { flag, switchedOn } from '../cli/option.js';
import { attribution, dryRunFiles, mergeAuthored, workspaceFiles, write } from '../shared/authoring.js';
import { openWorkspaceAt, packages, selectOwnModules } from '../shared/selection.js';
import { counted } from '../shared/words.js';

const check = flag('check', 'Write nothing; exit with 5 when a plan and the headers of its scripts disagree.');
const reorder = flag('reorder', 'Move changes behind what they require, with their tags and comments.');
const includePackages = switchedOn(
  'include-packages',
  'Add no requirement for modules that only the control file names.',
);
const includeTags = switchedOn('include-tags', 'Let that requirement name a change even where it has a tag.');

export const plan: Command = {
  options: [packages, check, reorder, includePackages, includeTags, dryRunFiles],
  examples: ['pgpm plan --package shop', 'pgpm plan --check'],
  run: async (invocation) => {
    const { value } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const modules = await selectOwnModules(invocation, workspace);
    const { authoring, context } = await workspaceFiles(workspace);
    const by = await attribution(invocation);
    const rewritten = modules.map((module) => ({
      module: module.name,
      ...authoring.rewritePlan({
        ...context,
        module,
        attribution: by,
        reorder: value(reorder),
        includePackages: value(includePackages),
        includeTags: value(includeTags),
      }),
    }));
    const authored = mergeAuthored(rewritten);
    const dryRun = value(check) || value(dryRunFiles);
    const changes = rewritten.flatMap(({ module, lines }) => lines.map((line) => ({ module, ...line })));
    const outcome = await write(workspace.root, authored, summaryOf(authored, dryRun), { dryRun, result: { changes } });
    const isDrift = value(check) && authored.edits.length + authored.warnings.length > 0;
    return {
      ...outcome,
      text: [...changes.map(disagreement), outcome.text].join('\n'),
      exitCode: isDrift ? exitCodes.drift : exitCodes.ok,
    };
  },
};

function disagreement({ module, change, isNew, missing }: RewrittenLine & { readonly module: string }): string {
  return `${module}:${change}: ${isNew ? 'script without a line' : `line without ${missing.join(', ')}`}`;
}

function summaryOf({ edits, warnings }: Authored, dryRun: boolean): string {
  const plans = counted(edits.length, 'plan');
  const written = edits.length === 0 ? [] : [dryRun ? `${plans} to write` : `wrote ${plans}`];
  const left = warnings.length === 0 ? [] : [`${counted(warnings.length, 'difference')} that no plan can cure`];
  const all = [...written, ...left];
  return all.length === 0 ? 'plans agree with their scripts' : all.join(', ');
}
