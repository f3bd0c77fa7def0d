import type { EngineError, Module, Workspace } from '@pgpm/engine';
import { join, relative } from 'node:path';
import type { Command, Outcome } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { flag, text } from '../cli/option.js';
import { findPackageDrift } from '../shared/package-drift.js';
import { openWorkspaceAt, packages, selectOwnModules } from '../shared/selection.js';
import { counted } from '../shared/words.js';

const out = text('--out <folder>', 'Where to write to, relative to each module. Default: sql.');
const check = flag('check', 'Write nothing; exit with 5 when what was packaged is missing or not up to date.');

export const packageCommand: Command = {
  options: [packages, out, check],
  examples: ['pgpm package --package shop', 'pgpm package --out dist/sql'],
  run: async (invocation) => {
    const workspace = await openWorkspaceAt(invocation);
    const modules = await selectOwnModules(invocation, workspace);
    const folder = invocation.value(out) ?? 'sql';
    if (invocation.value(check)) return checkAll(workspace, modules, folder);
    const { packageModule } = await import('@pgpm/engine');
    const results: object[] = [];
    const lines: string[] = [];
    for (const module of modules) {
      const packaged = await packageModule({ module, root: workspace.root, outDir: join(module.dir, folder) });
      const files = packaged.files.map((file) => relative(workspace.root, file));
      results.push({ ...packaged, files });
      lines.push(...files, packaged.summary);
    }
    const summary = `packaged ${counted(modules.length, 'module')}`;
    return { result: { modules: results }, summary, text: lines.join('\n') };
  },
};

async function checkAll(workspace: Workspace, modules: readonly Module[], folder: string): Promise<Outcome> {
  const { renderError } = await import('@pgpm/engine/report');
  const drift: EngineError[] = [];
  for (const module of modules) drift.push(...(await findPackageDrift(workspace, module, folder)));
  return {
    result: { modules: modules.map(({ name }) => name), drift },
    text: drift.map(renderError).join('\n'),
    summary: drift.length === 0 ? 'everything is packaged as it is' : counted(drift.length, 'difference'),
    exitCode: drift.length === 0 ? exitCodes.ok : exitCodes.drift,
  };
}
