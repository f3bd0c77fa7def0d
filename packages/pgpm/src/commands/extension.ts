import type { Command } from '../cli/command.js';
import { CliError } from '../cli/failures.js';
import { list } from '../cli/option.js';
import { dryRunFiles, workspaceFiles, write } from '../shared/authoring.js';
import { requireControls } from '../shared/control-file.js';
import { openWorkspaceAt, onePackage, selectModule, selectOwnModule } from '../shared/selection.js';

const add = list('--add <names>', 'Extensions and modules to require, with commas.', { split: true });
const remove = list('--remove <names>', 'Those to require no longer.', { split: true });
const set = list('--set <names>', 'The whole list.', { split: true });

export const extension: Command = {
  options: [onePackage, add, remove, set, dryRunFiles],
  examples: ['pgpm extension --package shop', 'pgpm extension --package shop --add citext,pg_trgm --remove plpgsql'],
  run: async (invocation) => {
    const { value } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const [added, removed, whole] = [value(add), value(remove), value(set)];
    if (whole.length > 0 && added.length + removed.length > 0) {
      throw new CliError('USAGE', { reason: '--set and --add or --remove exclude each other' });
    }
    if (added.length + removed.length + whole.length === 0) {
      const module = await selectModule(invocation, workspace);
      await requireControls([module]);
      const requires = module.control?.requires ?? [];
      const summary = `${module.name} requires ${requires.join(', ') || 'nothing'}`;
      const { visible } = await import('@pgpm/engine/report');
      const raw = visible(requires.map((name) => `${name}\n`).join(''));
      return { result: { module: module.name, requires }, summary, raw };
    }
    const module = await selectOwnModule(invocation, workspace);
    const { authoring, context } = await workspaceFiles(workspace);
    const authored = authoring.setRequires({
      ...context,
      module,
      add: added,
      remove: removed,
      set: whole.length === 0 ? undefined : whole,
    });
    const summary = authored.edits.length === 0 ? 'nothing to change' : `changed what ${module.name} requires`;
    return write(workspace.root, authored, summary, { dryRun: value(dryRunFiles), result: { module: module.name } });
  },
};
