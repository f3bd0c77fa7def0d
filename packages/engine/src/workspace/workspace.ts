import { basename, resolve } from 'node:path';
import { EngineError, similarNames, throwProblems } from '../errors/index.js';
import { folderBelow, isFolderBelow } from '../formats/index.js';
import type { ConfigOverrides, Module, Workspace, WorkspaceConfig } from '../model/index.js';
import { ListedModule, readModule } from './module.js';
import { isInside, realPath } from './paths.js';
import { ancestors, findWorkspaceRoot, readWorkspaceConfig } from './root.js';
import { scanModules } from './scan.js';

/**
 * Finds the workspace around a directory and all its modules. What a module's files hold is read when it is asked for; broken
 * modules are part of it, with their problems.
 *
 * @param overrides - win over the configuration file.
 * @throws {EngineError} `NOT_IN_WORKSPACE`; `CONFIG_PARSE_ERROR` when the configuration cannot be used; `PATH_OUTSIDE_WORKSPACE` for
 * an override that leads there.
 */
export function openWorkspace(cwd: string, overrides: ConfigOverrides = {}): Workspace {
  const root = findWorkspaceRoot(cwd);
  if (root === undefined) {
    const hint =
      'run: pgpm init workspace, or write a pgpm.json at the root of the repository, which lists folders of modules: ' +
      '{ "packages": ["packages/*", "node_modules/@pgpm/*"] }';
    throw new EngineError('NOT_IN_WORKSPACE', { cwd }, { hint });
  }
  const { config: written, given, ignored, file, problems: configProblems } = readWorkspaceConfig(root);
  throwProblems(configProblems);
  const config = override(written, overrides);
  const scanned = scanModules(root, config);
  const { modules, problems } = collectModules(scanned.modules.map((files) => new ListedModule(files)));
  return {
    root,
    config,
    configFile: file,
    configKeys: new Set(given),
    ignoredKeys: ignored,
    modules,
    problems: [
      ...configProblems,
      ...scanned.problems,
      ...problems,
      ...(modules.size === 0 ? [noModules(config, file)] : []),
    ],
  };
}

function noModules({ packages }: WorkspaceConfig, file: string): EngineError {
  const hint = 'a module is a folder with a pgpm.plan or a control file: correct "packages", or run: pgpm init module';
  return new EngineError('NO_MODULES', { packages }, { severity: 'warning', place: { file }, hint });
}

function override(config: WorkspaceConfig, { extensionsDir, deployment = {} }: ConfigOverrides): WorkspaceConfig {
  if (extensionsDir !== undefined && !isFolderBelow(extensionsDir)) {
    throw new EngineError('PATH_OUTSIDE_WORKSPACE', { path: extensionsDir }, { hint: `name ${folderBelow}` });
  }
  const { useTx, usePlan, logOnly, hashMethod } = config.deployment;
  return {
    ...config,
    extensionsDir: extensionsDir ?? config.extensionsDir,
    deployment: {
      useTx: deployment.useTx ?? useTx,
      usePlan: deployment.usePlan ?? usePlan,
      logOnly,
      hashMethod: deployment.hashMethod ?? hashMethod,
    },
  };
}

/** One module per name: workspace modules hide installed ones, otherwise the first by path stays and the clash is a problem. */
function collectModules(found: readonly Module[]): Pick<Workspace, 'modules' | 'problems'> {
  const byName = new Map<string, Module[]>();
  for (const module of found) {
    const same = byName.get(module.name);
    if (same === undefined) byName.set(module.name, [module]);
    else if (!same.some((other) => isInside(other.dir, module.dir))) same.push(module);
  }
  const modules = new Map<string, Module>();
  const problems: EngineError[] = [];
  for (const [name, same] of byName) {
    const own = same.filter(({ source }) => source === 'workspace');
    const [module] = own.length > 0 ? own : same;
    if (module !== undefined) modules.set(name, module);
    if (same.length > 1) problems.push(duplicate(name, same, own.length === 1));
  }
  return { modules: new Map([...modules].sort(byPath(found))), problems };
}

/** `found` is ordered by path. */
function byPath(found: readonly Module[]): (a: [string, Module], b: [string, Module]) => number {
  const places = new Map(found.map((module, place) => [module, place]));
  return ([, a], [, b]) => (places.get(a) ?? 0) - (places.get(b) ?? 0);
}

function duplicate(name: string, same: readonly Module[], isHidden: boolean): EngineError {
  const [first] = same;
  return new EngineError(
    'MODULE_DUPLICATE',
    { name, paths: same.map(({ path }) => path) },
    {
      severity: isHidden ? 'warning' : 'error',
      module: name,
      place: first && { file: first.control?.file ?? first.plan.file },
      hint: isHidden ? 'the module of the workspace is used' : 'rename or remove one of them',
    },
  );
}

/** The most names that a hint lists. */
const shownModules = 5;

/**
 * The module that a user means: by its name, its npm name, an alias of either, its path or the name of its folder.
 *
 * @throws {EngineError} `MODULE_NOT_FOUND` with similar names; `INVALID_NAME` for none; `MODULE_DUPLICATE` when several folders have that name.
 */
export function findModule(workspace: Workspace, name: string): Module {
  const { modules } = workspace;
  if (name === '') throw new EngineError('INVALID_NAME', { name, type: 'module', rule: 'it is empty' });
  const named = modules.get(name);
  if (named !== undefined) return named;
  const all = [...modules.values()];
  const module =
    all.find(({ npmName }) => npmName === name) ??
    findByAlias(workspace, name) ??
    all.find(({ path }) => path === name);
  if (module !== undefined) return module;
  const [found, ...others] = all.filter(({ path, dir }) => basename(path === '.' ? dir : path) === name);
  if (found === undefined) throw moduleNotFound(workspace, name);
  if (others.length === 0) return found;
  const hint = 'use the name of the module';
  throw new EngineError('MODULE_DUPLICATE', { name, paths: [found, ...others].map(({ path }) => path) }, { hint });
}

/** Aliases lead from a module name to an npm name; either side may be at hand. */
function findByAlias({ modules, config }: Workspace, name: string): Module | undefined {
  const alias = Object.entries(config.moduleAliases).find(([module, npmName]) => module === name || npmName === name);
  if (alias === undefined) return undefined;
  const [moduleName, npmName] = alias;
  return modules.get(moduleName) ?? [...modules.values()].find((module) => module.npmName === npmName);
}

function moduleNotFound({ config, configFile, modules }: Workspace, name: string): EngineError {
  const all = [...modules.values()];
  const names = all.flatMap((module) => [module.name, module.npmName ?? [], basename(module.path)].flat());
  const searched = [...config.packages, config.extensionsDir];
  const similar = similarNames(name, names);
  const shown = all.slice(0, shownModules).map((module) => module.name);
  const rest = all.length - shown.length;
  const known = all.length === 0 ? 'no modules' : `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  const hint =
    similar.length > 0
      ? undefined
      : `there are ${known}; list its folder in "packages" of ${configFile}, "node_modules/@pgpm/*" for modules from npm, ` +
        'or fetch it with: pgpm install <npm package>';
  return new EngineError('MODULE_NOT_FOUND', { name, searched, similar }, { hint });
}

/**
 * The module that a directory is in: that of the nearest plan or control file, up to the workspace root.
 *
 * @throws {EngineError} `NOT_IN_WORKSPACE_MODULE` with the modules that there are.
 */
export function moduleAt(workspace: Workspace, cwd: string): Module {
  const dir = realPath(cwd) ?? resolve(cwd);
  const byDir = modulesByDirectory(workspace);
  for (const candidate of ancestors(dir)) {
    if (!isInside(workspace.root, candidate)) break;
    const module = byDir.get(candidate) ?? readBareModule(candidate, workspace.root);
    if (module !== undefined) return module;
  }
  const hint = 'go into the folder of one, or name it';
  throw new EngineError('NOT_IN_WORKSPACE_MODULE', { cwd, modules: [...workspace.modules.keys()] }, { hint });
}

/** Per workspace, what `modulesByDirectory` has found. */
const directories = new WeakMap<Workspace, ReadonlyMap<string | undefined, Module>>();

/** Modules by their directories without symbolic links. Looks at the disk once, for tasks ask for one module after another. */
function modulesByDirectory(workspace: Workspace): ReadonlyMap<string | undefined, Module> {
  const known = directories.get(workspace);
  if (known !== undefined) return known;
  const found = new Map([...workspace.modules.values()].map((module) => [realPath(module.dir), module]));
  directories.set(workspace, found);
  return found;
}

/** A module that the globs of the workspace do not name. */
function readBareModule(dir: string, root: string): Module | undefined {
  try {
    return readModule(dir, root);
  } catch (error) {
    if (error instanceof EngineError) return undefined;
    throw error;
  }
}
