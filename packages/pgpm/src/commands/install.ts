import type { Module, Workspace } from '@pgpm/engine';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../cli/command.js';
import { flag } from '../cli/option.js';
import { conflictText } from '../install/fetched.js';
import { installModules, type Installed } from '../install/install.js';
import { printLock } from '../install/lock.js';
import { recordInstalled } from '../install/record.js';
import { parseSpecifier, type Specifier } from '../install/specifier.js';
import { openWorkspaceAt } from '../shared/selection.js';
import { workspaceFiles } from '../shared/authoring.js';
import { counted } from '../shared/words.js';

const atRoot = flag(
  'workspace',
  'Record in pgpm.json of the workspace, not in the module around the working directory.',
  {
    also: ['-W'],
  },
);
const force = flag('force', 'Replace installed modules even when they were edited.');

export const install: Command = {
  arguments: [
    {
      name: 'package...',
      description: 'npm packages, each with an optional @version. Default: what is recorded and missing.',
    },
  ],
  options: [atRoot, force],
  examples: ['pgpm install @pgpm/verify', 'pgpm install @pgpm/base32@0.20.0 --cwd modules/shop'],
  run: async (invocation) => {
    const { args, value, env, signal, cwd } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const module =
      value(atRoot) || realpathSync(cwd) === workspace.root ? undefined : await moduleAround(workspace, cwd);
    if (module !== undefined) invocation.about({ modules: [module.name] });
    const specifiers = args.length > 0 ? args.map(parseSpecifier) : await missing(workspace, module);
    if (specifiers.length === 0) return { result: { modules: [], files: [] }, summary: 'nothing to install' };
    invocation.note(`fetching ${specifiers.map(({ npmName, wanted }) => `${npmName}@${wanted}`).join(', ')}`);
    const installed = await installModules({ workspace, specifiers, force: value(force), env, signal });
    const files = await recordInstalled(workspace, module, specifiers, installed, printLock(installed.lock));
    return { ...report(workspace, installed), result: { ...resultOf(workspace, installed), files } };
  },
};

async function moduleAround(workspace: Workspace, cwd: string): Promise<Module> {
  const { moduleAt } = await import('@pgpm/engine');
  return moduleAt(workspace, cwd);
}

/** What the module requires, or pgpm.json lists, and is not there. */
async function missing(workspace: Workspace, module: Module | undefined): Promise<readonly Specifier[]> {
  const { authoring, context } = await workspaceFiles(workspace);
  return authoring
    .missingModules({ ...context, module })
    .map(({ npmName, version }) => ({ npmName, wanted: version ?? 'latest' }));
}

function report({ config }: Workspace, { modules, kept, conflicts }: Installed) {
  const lines = [
    ...conflicts.map(conflictText),
    ...modules.map(({ npmName, version }) => `+ ${join(config.extensionsDir, npmName)} ${version}`),
    ...kept.map(({ npmName }) => `= ${join(config.extensionsDir, npmName)} is in place`),
  ];
  return { text: lines.join('\n'), summary: `installed ${counted(modules.length, 'module')}` };
}

function resultOf({ config }: Workspace, { modules, kept, conflicts }: Installed): object {
  const describe = ({ npmName, version, module }: Installed['modules'][number]) => ({
    package: npmName,
    version,
    module,
    path: `${config.extensionsDir}/${npmName}`,
  });
  return { modules: modules.map(describe), kept: kept.map(describe), conflicts };
}
