import type { Files, Module, Workspace } from '@pgpm/engine';
import { workspaceFiles } from '../shared/authoring.js';
import type { Installed } from './install.js';
import { lockFile, parseLock, printLock } from './lock.js';
import type { Specifier } from './specifier.js';

/**
 * Writes down what was installed: the lockfile; and for what was asked for, package.json and control file of the module,
 * or `dependencies` of pgpm.json.
 *
 * @returns the files that were written.
 * @throws {EngineError} `FILE_CHANGED` when the lockfile is not the one that was read any more.
 */
export async function recordInstalled(
  workspace: Workspace,
  module: Module | undefined,
  specifiers: readonly Specifier[],
  installed: Installed,
): Promise<readonly string[]> {
  const { authoring, context } = await workspaceFiles(workspace);
  const { modules, kept, lock, lockText } = installed;
  const names = new Set(specifiers.map(({ npmName }) => npmName));
  const requested = [...modules, ...kept].filter(({ npmName }) => names.has(npmName));
  const text = printLock(lock);
  if (requested.length === 0) {
    const isSame = text === printLock(parseLock(lockText));
    const edits = isSame ? [] : [{ path: lockFile, before: lockText, after: text }];
    authoring.applyEdits(workspace.root, edits);
    return edits.map(({ path }) => path);
  }
  const { edits } = authoring.recordModules({
    ...context,
    files: withLock(context.files, lockText),
    module,
    lock: { path: lockFile, text },
    installed: requested.map(({ npmName, module: name, version }) => ({ npmName, name, version })),
    extensionsDir: workspace.config.extensionsDir,
  });
  authoring.applyEdits(workspace.root, edits);
  return edits.map(({ path }) => path);
}

/** The lockfile as it was when all was decided: it is not written over one that somebody else has written meanwhile. */
function withLock(files: Files, lockText: string | undefined): Files {
  return { ...files, read: (path) => (path === lockFile ? lockText : files.read(path)) };
}

/** The same for modules that are newer now: their versions change wherever they are written down. */
export async function recordUpgraded(
  workspace: Workspace,
  { modules, lock, lockText }: Installed,
): Promise<readonly string[]> {
  const { authoring, context } = await workspaceFiles(workspace);
  const { edits } = authoring.recordUpgrades({
    ...context,
    files: withLock(context.files, lockText),
    installed: modules.map(({ npmName, module: name, version }) => ({ npmName, name, version })),
    lock: { path: lockFile, text: printLock(lock) },
  });
  authoring.applyEdits(workspace.root, edits);
  return edits.map(({ path }) => path);
}
