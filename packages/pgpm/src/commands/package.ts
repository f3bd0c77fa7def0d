import { join, relative } from 'node:path';
import type { Command } from '../cli/command.js';
import { text } from '../cli/option.js';
import { openWorkspaceAt, packages, selectModules } from '../shared/selection.js';

const out = text('--out <folder>', 'Where to write to, relative to each module. Default: sql.');

export const packageCommand: Command = {
  options: [packages, out],
  examples: ['pgpm package --package shop', 'pgpm package --out dist/sql'],
  run: async (invocation) => {
    const workspace = await openWorkspaceAt(invocation);
    const modules = (await selectModules(invocation, workspace)).filter((module) => module.source === 'workspace');
    const { packageModule } = await import('@pgpm/engine');
    const folder = invocation.value(out);
    const results: object[] = [];
    const lines: string[] = [];
    for (const module of modules) {
      const outDir = folder === undefined ? undefined : join(module.dir, folder);
      const packaged = await packageModule({ module, root: workspace.root, outDir });
      const files = packaged.files.map((file) => relative(workspace.root, file));
      results.push({ ...packaged, files });
      lines.push(...files, packaged.summary);
    }
    const summary = `packaged ${modules.length} module${modules.length === 1 ? '' : 's'}`;
    return { result: { modules: results }, summary, text: lines.join('\n') };
  },
};
