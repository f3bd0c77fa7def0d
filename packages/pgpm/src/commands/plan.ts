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
    const authored = mergeAuthored(
      modules.map((module) =>
        authoring.rewritePlan({
          ...context,
          module,
          attribution: by,
          reorder: value(reorder),
          includePackages: value(includePackages),
          includeTags: value(includeTags),
        }),
      ),
    );
    const { length } = authored.edits;
    const summary = length === 0 ? 'plans agree with their scripts' : `${counted(length, 'plan')} to write`;
    const outcome = await write(workspace.root, authored, summary, { dryRun: value(check) || value(dryRunFiles) });
    const isDrift = value(check) && (length > 0 || authored.warnings.length > 0);
    return { ...outcome, exitCode: isDrift ? exitCodes.drift : exitCodes.ok };
  },
};
