import type { Module, Workspace } from '@pgpm/engine';
import type { Invocation } from '../cli/invocation.js';
import { connect, extensionsOf, findNamed } from '../shared/database.js';
import { failure, ok, type Finding } from './finding.js';

/**
 * The server, and how it suits the modules. The embedded server is started only when `start` says so; not to have been
 * started is nothing that is wrong with it.
 */
export async function examineServer(
  invocation: Invocation,
  workspace: Workspace,
  start: boolean,
): Promise<readonly Finding[]> {
  const { examineDatabase, isCodedError } = await import('@pgpm/engine');
  try {
    const isNamed = (await findNamed(invocation, workspace)) !== undefined;
    if (!isNamed && !start) {
      const idle = await describeIdle(workspace);
      if (idle !== undefined) return [idle];
    }
    const database = await connect(invocation, workspace);
    const modules = isNamed ? [...workspace.modules.values()] : await servedByEmbedded(invocation, workspace);
    const examined = await examineDatabase({
      workspace,
      modules,
      database: database.config,
      signal: invocation.signal,
    });
    return [ok('connection', database.describe), ...examined];
  } catch (error) {
    if (!isCodedError(error) || error.code === 'CANCELLED') throw error;
    return [failure('connection', error)];
  }
}

/** Undefined when the embedded server runs. */
async function describeIdle({ root }: Workspace): Promise<Finding | undefined> {
  const { embeddedStatus } = await import('@pgpm/postgres');
  const { running, version } = await embeddedStatus({ workspaceRoot: root });
  if (running) return undefined;
  const made = version === undefined ? '' : ` ${version}`;
  return ok('connection', `the embedded PostgreSQL${made} does not run; the first command, or --start, starts it`);
}

/** Modules with PostGIS have a server of their own. */
async function servedByEmbedded({ env }: Invocation, workspace: Workspace): Promise<readonly Module[]> {
  const { isServedByWasm } = await import('@pgpm/postgres');
  const served: Module[] = [];
  for (const module of workspace.modules.values()) {
    const extensions = await extensionsOf(workspace, [module.name]);
    if (!isServedByWasm({ env, configured: workspace.config.pg, extensions })) served.push(module);
  }
  return served;
}
