import { detectPackageManager, logger, type Tree } from '@nx/devkit';
import { isCodedError, loadAuthoring, parsePlan, type Authored, type FileEdit, type Files } from '@pgpm/engine';
import { treeFiles } from '../../tree/tree-files.js';
import { findModules, type TreeModule } from '../../tree/tree-modules.js';
import { writeEdits } from '../../tree/write-edits.js';

/** What Nx takes from a sync generator; nothing of it means that all is in sync. */
export interface SyncResult {
  readonly outOfSyncMessage?: string;
  readonly outOfSyncDetails?: string[];
  readonly callback?: () => void;
}

type Authoring = Awaited<ReturnType<typeof loadAuthoring>>;

/** Makes what is derived follow its source. Plans and versions in package.json are sources, and are never written. */
export async function syncGenerator(tree: Tree): Promise<SyncResult> {
  const authoring = await loadAuthoring();
  const details: string[] = [];
  const modules = await findModules(tree);
  let isLockStale = false;
  for (const module of modules.filter(({ source }) => source === 'workspace')) {
    const files = treeFiles(tree);
    const required = write(tree, () => requirementsOf(authoring, files, module, modules));
    const versions = write(tree, () => authoring.syncVersions({ files, module }));
    details.push(...required.map(({ path }) => `${path}: requirements`));
    details.push(...versions.map(({ path }) => `${path}: version`));
    isLockStale ||= required.some(({ path }) => path.endsWith('package.json'));
  }
  if (details.length === 0) return {};
  const advice = `dependencies changed, so the lock file has to follow: ${lockCommand(tree)}`;
  return {
    outOfSyncMessage: 'SQL modules do not agree with their plans and versions.',
    outOfSyncDetails: isLockStale ? [...details, advice] : details,
    ...(isLockStale && { callback: () => logger.info(advice) }),
  };
}

/** The modules that the plan of a module requires, in its control file; and those of the control file in package.json. */
function requirementsOf(
  authoring: Authoring,
  files: Files,
  module: TreeModule,
  modules: readonly TreeModule[],
): Authored {
  const planFile = module.path === '.' ? 'pgpm.plan' : `${module.path}/pgpm.plan`;
  const { plan } = parsePlan(files.read(planFile) ?? '', planFile);
  const known = new Set(modules.map(({ name }) => name));
  const names = plan.changes.flatMap(({ requires }) => requires.flatMap((reference) => reference.module ?? []));
  const add = [...new Set(names)].filter((name) => name !== module.name && known.has(name)).sort();
  return authoring.setRequires({ files, module, modules, add });
}

/** A module that cannot be read is left as it is: its own tasks say what is wrong. */
function write(tree: Tree, author: () => Authored): readonly FileEdit[] {
  try {
    const { edits } = author();
    writeEdits(tree, edits);
    return edits;
  } catch (error) {
    if (isCodedError(error)) return [];
    throw error;
  }
}

function lockCommand(tree: Tree): string {
  const commands = {
    npm: 'npm install --package-lock-only',
    pnpm: 'pnpm install --lockfile-only',
    yarn: 'yarn install --mode=update-lockfile',
    bun: 'bun install --lockfile-only',
  };
  return commands[detectPackageManager(tree.root)];
}
