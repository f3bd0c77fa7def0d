import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadInternals } from './nx-internals.js';

/** What Nx may read for a task: `.env`, `.env.local`, `.env.deploy`, `.deploy.local.env` and so on. */
const environmentFile = /^\.(?:.+\.)?env(?:\..+)?$/;

/** Those of the workspace root that Nx has read before anything else. */
const readAtStart = ['.env', '.env.local', '.local.env'];

/** A task, as far as its environment depends on it. */
export interface EnvironmentOwner {
  /** Relative to the workspace root. */
  readonly projectRoot: string;
  readonly target: string;
  readonly configuration: string | undefined;
}

/**
 * The environment that Nx would give to a process of this task: `.env` files of the project win over those of the
 * workspace. A batch runs in one process, so it has to ask.
 *
 * @param ask - gets the answer. It costs a tenth of a second, and mostly there is nothing to ask.
 */
export async function taskEnvironment(
  root: string,
  owner: EnvironmentOwner,
  ask: (owner: EnvironmentOwner) => Promise<NodeJS.ProcessEnv> = askNx,
): Promise<NodeJS.ProcessEnv> {
  const ofWorkspace = environmentFiles(root).filter((name) => !readAtStart.includes(name));
  if (ofWorkspace.length === 0 && environmentFiles(join(root, owner.projectRoot)).length === 0) return process.env;
  return ask(owner);
}

/** @throws {Error} on Nx 22, which cannot tell. To go on without would work on another database than the one meant. */
async function askNx({ projectRoot, target, configuration }: EnvironmentOwner): Promise<NodeJS.ProcessEnv> {
  const internals = await loadInternals();
  if (internals === undefined || !('getGraphTimeDotEnvForTask' in internals)) {
    throw new Error(
      `this version of Nx cannot read the .env files of ${projectRoot} in a batch: run it with --no-batch`,
    );
  }
  return internals.getGraphTimeDotEnvForTask(projectRoot, target, configuration);
}

function environmentFiles(dir: string): readonly string[] {
  return readdirSync(dir).filter((name) => environmentFile.test(name));
}
