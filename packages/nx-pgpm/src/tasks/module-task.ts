import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { join } from 'node:path';
import { taskEnvironment } from './task-environment.js';

/** One Nx task: a verb to run for one module. */
export interface ModuleTask<Options> {
  /** The id that Nx knows it by. */
  readonly id: string;
  /** Absolute path of the project. */
  readonly dir: string;
  readonly options: Options;
  /** The environment of this task: Nx loads `.env` files per project. */
  readonly env: NodeJS.ProcessEnv;
  /** Tasks of the same run that Nx wants to succeed first. */
  readonly dependsOn: readonly string[];
}

/** What is needed of the context that Nx passes to an executor. */
export type TaskContext = Pick<ExecutorContext, 'root' | 'projectsConfigurations'> &
  Partial<Pick<ExecutorContext, 'projectName' | 'targetName' | 'configurationName' | 'target'>>;

/** The task of an executor that Nx calls for one project. */
export function singleTask<Options>(options: Options, context: TaskContext): ModuleTask<Options> {
  const { projectName = '', targetName = '', configurationName } = context;
  const id = [projectName, targetName, ...(configurationName === undefined ? [] : [configurationName])].join(':');
  refuseCaching(id, context.target);
  return { id, dir: projectDir(projectName, context), options, env: process.env, dependsOn: [] };
}

/** The tasks of an executor that Nx calls for many projects at once, by id. */
export async function batchTasks<Options>(
  graph: TaskGraph,
  options: Readonly<Record<string, Options>>,
  context: TaskContext,
): Promise<readonly ModuleTask<Options>[]> {
  const tasks = Object.values(graph.tasks).sort((a, b) => (a.id < b.id ? -1 : 1));
  return Promise.all(
    tasks.map(async ({ id, target: { project, target, configuration } }) => {
      const taskOptions = options[id];
      if (taskOptions === undefined) throw new Error(`Nx passed no options for task ${id}`);
      const projectConfiguration = context.projectsConfigurations.projects[project];
      refuseCaching(id, projectConfiguration?.targets?.[target]);
      const projectRoot = projectConfiguration?.root ?? '';
      return {
        id,
        dir: projectDir(project, context),
        options: taskOptions,
        env: await taskEnvironment(context.root, { projectRoot, target, configuration }),
        dependsOn: dependencyIds(graph.dependencies[id]).filter((dependency) => dependency in graph.tasks),
      };
    }),
  );
}

/** Edges of a task graph: ids up to Nx 23, objects from Nx 24. */
export function dependencyIds(edges: readonly (string | { readonly id: string })[] | undefined): readonly string[] {
  return (edges ?? []).map((edge) => (typeof edge === 'string' ? edge : edge.id));
}

function projectDir(project: string, { root, projectsConfigurations }: TaskContext): string {
  const configuration = projectsConfigurations.projects[project];
  if (configuration === undefined) throw new Error(`Nx knows no project "${project}"`);
  return join(root, configuration.root);
}

/** Their results are files and text, and depend on nothing but files. */
const cacheable: readonly string[] = ['nx-pgpm:package', 'nx-pgpm:check'];

/** A cache brings back text and files. It would say "deployed" about a database that has never been touched. */
function refuseCaching(id: string, target: ExecutorContext['target']): void {
  if (target?.cache !== true || cacheable.includes(target.executor ?? '')) return;
  throw new Error(`${id} must not be cached: remove "cache": true for this target from nx.json or project.json`);
}
