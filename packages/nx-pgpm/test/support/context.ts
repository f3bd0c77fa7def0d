import type { ExecutorContext, Task, TaskGraph } from '@nx/devkit';

export interface Caller {
  readonly root: string;
  readonly verb: string;
  /** Project name is folder name, below `libs`. */
  readonly folders: readonly string[];
}

/** What Nx passes to an executor that it calls for the first folder. */
export function executorContext({ root, verb, folders }: Caller): ExecutorContext {
  const target = { executor: `nx-pgpm:${verb}`, cache: verb === 'package' };
  const projects = Object.fromEntries(
    folders.map((folder) => [folder, { root: `libs/${folder}`, targets: { [verb]: target } }]),
  );
  return {
    root,
    cwd: root,
    isVerbose: false,
    projectName: folders[0] ?? '',
    targetName: verb,
    target,
    projectsConfigurations: { version: 2, projects },
    nxJsonConfiguration: {},
    projectGraph: { nodes: {}, dependencies: {} },
  };
}

/** The graph of a batch without dependencies, and the same options for each of its tasks. */
export function batch<Options>({ verb, folders }: Caller, options: Options) {
  const tasks = Object.fromEntries(
    folders.map((project): [string, Task] => {
      const id = `${project}:${verb}`;
      return [
        id,
        { id, target: { project, target: verb }, overrides: {}, outputs: [], cache: false, parallelism: true },
      ];
    }),
  );
  const ids = Object.keys(tasks);
  const none = Object.fromEntries(ids.map((id) => [id, []]));
  const graph: TaskGraph = { roots: ids, tasks, dependencies: none, continuousDependencies: none };
  return { graph, options: Object.fromEntries(ids.map((id) => [id, options])) };
}
