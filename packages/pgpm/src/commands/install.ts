import type { Module, Workspace } from '@pgpm/engine';
import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Command } from '../cli/command.js';
import { CliError } from '../cli/failures.js';
import { flag, text } from '../cli/option.js';
import { conflictText } from '../install/choose.js';
import { installModules, type Installed, type InstalledModule } from '../install/install.js';
import { parseLock, readLockText, type Lock } from '../install/lock.js';
import { missingModules, recordedVersions, recordOf } from '../install/recorded.js';
import { recordInstalled } from '../install/record.js';
import { parseSpecifiers, type Specifier } from '../install/specifier.js';
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
const extensionsDir = text(
  '--extensions-dir <folder>',
  'Where new modules go this time, relative to the workspace. Default: `extensionsDir` of its configuration.',
);

export const install: Command = {
  arguments: [
    {
      name: 'package...',
      description: 'npm packages, each with an optional @version. Default: what is recorded or locked, and missing.',
    },
  ],
  options: [atRoot, force, extensionsDir],
  examples: ['pgpm install @pgpm/verify', 'pgpm install @pgpm/base32@0.20.0 --cwd modules/shop'],
  run: async (invocation) => {
    const { args, value, env, signal, cwd } = invocation;
    const workspace = await withExtensionsDir(await openWorkspaceAt(invocation), value(extensionsDir));
    const module =
      value(atRoot) || realpathSync(cwd) === workspace.root ? undefined : await moduleAround(workspace, cwd);
    if (module !== undefined) invocation.about({ modules: [module.name] });
    const named = parseSpecifiers(args);
    if (named.length > 0 && module === undefined) refuseScript(workspace);
    const lockText = readLockText(workspace.root);
    const { requested, recorded, missing } = await plan(workspace, module, named, parseLock(lockText));
    const all = [...missing, ...requested];
    if (all.length === 0) {
      const result = { modules: [], kept: [], hidden: [], conflicts: [], files: [] };
      return { result, summary: 'nothing to install' };
    }
    invocation.note(`fetching ${all.map(({ npmName, wanted }) => `${npmName}@${wanted}`).join(', ')}`);
    const asked = { specifiers: requested, missing, recorded, lockText, force: value(force) };
    const installed = await installModules({ workspace, ...asked, env, signal });
    const files = await recordInstalled(workspace, module, requested, installed);
    const { modules, kept, hidden, conflicts } = installed;
    const result = {
      modules: modules.map(describe),
      kept: kept.map(describe),
      hidden: hidden.map(describe),
      conflicts,
      files,
    };
    const unreached = value(extensionsDir) === undefined ? [] : await unreachedModules(workspace, modules);
    return { result, text: [...linesOf(installed), ...unreached].join('\n'), summary: summarize(installed) };
  },
};

async function moduleAround(workspace: Workspace, cwd: string): Promise<Module> {
  const { moduleAt } = await import('@pgpm/engine');
  return moduleAt(workspace, cwd);
}

/** @throws {EngineError} `PATH_OUTSIDE_WORKSPACE` for a folder that is not below it. */
async function withExtensionsDir(workspace: Workspace, folder: string | undefined): Promise<Workspace> {
  if (folder === undefined) return workspace;
  const { root, config } = workspace;
  const path = relative(root, resolve(root, folder)).split(sep).join('/');
  if (path === '') throw new CliError('USAGE', { reason: '--extensions-dir: name a folder below the workspace' });
  if (resolve(root, path).startsWith(root + sep)) return { ...workspace, config: { ...config, extensionsDir: path } };
  const { EngineError } = await import('@pgpm/engine');
  throw new EngineError('PATH_OUTSIDE_WORKSPACE', { path: folder });
}

/** @throws {CliError} `USAGE` when the workspace cannot record anything. */
function refuseScript({ configFile }: Workspace): void {
  if (configFile === 'pgpm.json') return;
  const reason = `what is installed for the workspace cannot be recorded: ${configFile} is code, which pgpm does not edit`;
  throw new CliError(
    'USAGE',
    { reason },
    'install it in a module that requires it, or configure the workspace in pgpm.json',
  );
}

/** What is asked for, what is recorded elsewhere, and what is recorded or locked and missing. */
async function plan(workspace: Workspace, module: Module | undefined, named: readonly Specifier[], lock: Lock) {
  const names = new Set(named.map(({ npmName }) => npmName));
  const record = recordOf(module);
  const recorded = recordedVersions(workspace, lock).filter(({ npmName, by }) => by !== record || !names.has(npmName));
  const missing = missingModules(workspace, lock, recorded).filter(({ npmName }) => !names.has(npmName));
  if (named.length > 0) return { requested: named, recorded, missing };
  const requested = await requiredModules(workspace, module, new Set(missing.map(({ npmName }) => npmName)));
  return { requested, recorded, missing };
}

/** What the control file of a module names, without being recorded or there. */
async function requiredModules(
  workspace: Workspace,
  module: Module | undefined,
  known: ReadonlySet<string>,
): Promise<readonly Specifier[]> {
  const { authoring, context } = await workspaceFiles(workspace);
  return authoring
    .missingModules({ ...context, module })
    .filter(({ npmName }) => !known.has(npmName))
    .map(({ npmName, version }) => ({ npmName, wanted: version ?? 'latest' }));
}

/** Those in a folder that no glob of the configuration leads to. */
async function unreachedModules({ root, config }: Workspace, modules: readonly InstalledModule[]) {
  const { openWorkspace } = await import('@pgpm/engine');
  const reached = openWorkspace(root).modules;
  if (modules.every(({ module }) => reached.has(module))) return [];
  return [
    `warning: "packages" of the configuration does not lead to ${config.extensionsDir}: add "${config.extensionsDir}/**"`,
  ];
}

function linesOf({ modules, kept, hidden, conflicts }: Installed): readonly string[] {
  return [
    ...conflicts.map(conflictText),
    ...modules.map(({ path, version }) => `+ ${path} ${version}`),
    ...kept.map(({ path, version }) => `= ${path} ${version} is in place`),
    ...hidden.map(({ npmName, module, path }) => `= ${path}, module ${module}, is used instead of ${npmName}`),
  ];
}

function summarize({ modules, kept }: Installed): string {
  if (modules.length > 0) return `installed ${counted(modules.length, 'module')}`;
  return kept.length > 0 ? `nothing to install, ${counted(kept.length, 'module')} in place` : 'nothing to install';
}

function describe({ npmName, version, module, path }: InstalledModule): object {
  return { package: npmName, version, module, path };
}
