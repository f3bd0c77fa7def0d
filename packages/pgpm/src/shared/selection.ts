import type { Module, Workspace } from '@pgpm/engine';
import { realpathSync } from 'node:fs';
import { CliError } from '../cli/failures.js';
import type { Invocation } from '../cli/invocation.js';
import { list, switchedOn, text } from '../cli/option.js';
import { configOverrides } from './environment.js';

const packageText = 'The module, by its own, its npm or its folder name';
export const packages = list('--package <module>', `${packageText}; can be repeated.`);
/** Of commands that are about one. */
export const onePackage = list('--package <module>', `${packageText}. Default: where you are.`);
export const to = text('--to <reference>', 'Where in the plan of the module to stop: a change, @tag or change@tag.');
export const recursive = switchedOn('recursive', 'Leave out the modules that are required.');

/** What a command that runs over modules takes. */
export const selectionOptions = [packages, to, recursive];
export const targetArgument = {
  name: 'target...',
  description: 'Modules, each with an optional point in its plan: jobs, jobs:@v1. Default: where you are.',
};

/** The workspace of each command: what a command does in several steps looks at the disk once. */
const opened = new WeakMap<Invocation, Workspace>();

/**
 * Opens the workspace around the working directory, with what the environment overrides, and leaves word of warnings about
 * it to the engine.
 */
export async function openWorkspaceAt(invocation: Invocation): Promise<Workspace> {
  const known = opened.get(invocation);
  if (known !== undefined) return known;
  const { openWorkspace } = await import('@pgpm/engine');
  const workspace = openWorkspace(invocation.cwd, configOverrides(invocation.env));
  opened.set(invocation, workspace);
  return workspace;
}

/**
 * The modules that are named, else the one that the working directory is in, else, in the root of the workspace, all.
 *
 * @throws {EngineError} `NOT_IN_WORKSPACE_MODULE` anywhere else.
 */
export async function selectTargets(invocation: Invocation, workspace: Workspace): Promise<readonly string[] | 'all'> {
  const { findModule, moduleAt } = await import('@pgpm/engine');
  const named = [...invocation.args, ...invocation.value(packages)];
  if (named.length > 0) {
    const modules = named.map((target) => findModule(workspace, target.split(':', 1)[0] ?? target).name);
    invocation.about({ modules });
    return named;
  }
  if (realpathSync(invocation.cwd) === workspace.root && !isModule(workspace)) {
    invocation.about({ modules: [...workspace.modules.keys()] });
    return 'all';
  }
  const { name } = moduleAt(workspace, invocation.cwd);
  invocation.about({ modules: [name] });
  return [name];
}

/**
 * Modules whose extensions decide which server is meant, for what is about a database and not about modules: the named
 * ones, else the one around the working directory, else all.
 */
export async function nearbyTargets(
  workspace: Workspace,
  cwd: string,
  named: readonly string[] = [],
): Promise<readonly string[] | 'all'> {
  if (named.length > 0) return named;
  const { isEngineError, moduleAt } = await import('@pgpm/engine');
  try {
    return [moduleAt(workspace, cwd).name];
  } catch (error) {
    if (isEngineError(error, 'NOT_IN_WORKSPACE_MODULE')) return 'all';
    throw error;
  }
}

/** A workspace may be one module. */
function isModule({ modules }: Workspace): boolean {
  return [...modules.values()].some(({ path }) => path === '.');
}

/** The one module that is named with `--package`, else the one that the working directory is in. */
export async function selectModule(invocation: Invocation, workspace: Workspace): Promise<Module> {
  const { findModule, moduleAt } = await import('@pgpm/engine');
  const [name, ...others] = invocation.value(packages);
  if (others.length > 0) throw new CliError('USAGE', { reason: 'name one module' });
  const module = name === undefined ? moduleAt(workspace, invocation.cwd) : findModule(workspace, name);
  invocation.about({ modules: [module.name] });
  return module;
}

/** That module, to be edited. @throws {CliError} `MODULE_INSTALLED`. */
export async function selectOwnModule(invocation: Invocation, workspace: Workspace): Promise<Module> {
  const module = await selectModule(invocation, workspace);
  refuseInstalled([module]);
  return module;
}

/** The modules that are named with `--package`; else the one around the working directory; else the workspace's own. */
export async function selectModules(invocation: Invocation, workspace: Workspace): Promise<readonly Module[]> {
  const { findModule } = await import('@pgpm/engine');
  const targets = await selectTargets(invocation, workspace);
  return targets === 'all'
    ? [...workspace.modules.values()].filter(({ source }) => source === 'workspace')
    : targets.map((name) => findModule(workspace, name));
}

/** Those modules, to be edited. @throws {CliError} `MODULE_INSTALLED`. */
export async function selectOwnModules(invocation: Invocation, workspace: Workspace): Promise<readonly Module[]> {
  const modules = await selectModules(invocation, workspace);
  refuseInstalled(modules);
  return modules;
}

/** What is written into them would be lost with their next version. */
function refuseInstalled(modules: readonly Module[]): void {
  const paths = modules.filter(({ source }) => source === 'installed').map(({ path }) => path);
  if (paths.length === 0) return;
  const hint = 'put your changes into a module of your own that requires it: pgpm init module <name> --extensions <it>';
  throw new CliError('MODULE_INSTALLED', { paths }, hint);
}
