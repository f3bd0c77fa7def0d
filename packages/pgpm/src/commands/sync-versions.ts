import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { flag } from '../cli/option.js';
import { mergeAuthored, workspaceFiles, write } from '../shared/authoring.js';
import { requireControls } from '../shared/control-file.js';
import { openWorkspaceAt, packages, selectOwnModules } from '../shared/selection.js';
import { counted } from '../shared/words.js';

const check = flag('check', 'Write nothing; exit with 5 when a version differs from that of package.json.');

export const syncVersions: Command = {
  options: [packages, check],
  examples: ['pgpm sync-versions', 'pgpm sync-versions --check'],
  run: async (invocation) => {
    const workspace = await openWorkspaceAt(invocation);
    const modules = await selectOwnModules(invocation, workspace);
    await requireControls(modules);
    const { authoring, context } = await workspaceFiles(workspace);
    const authored = mergeAuthored(modules.map((module) => authoring.syncVersions({ ...context, module })));
    const skews = authored.warnings.length;
    const isCheck = invocation.value(check);
    const summary = skews === 0 ? 'all versions agree' : `${counted(skews, 'version')} differed`;
    const outcome = await write(workspace.root, authored, summary, { dryRun: isCheck });
    return { ...outcome, exitCode: isCheck && skews > 0 ? exitCodes.drift : exitCodes.ok };
  },
};
