import type { Module, Workspace } from '@pgpm/engine';
import { CliError } from '../cli/failures.js';
import type { Invocation } from '../cli/invocation.js';
import { flag } from '../cli/option.js';
import { connect, extensionsOf, databaseName, url } from './database.js';

export const withDatabase = flag('force', 'Do it even though a database still knows the old state.');

/**
 * Files that describe what is deployed are not renamed or removed. A database is asked when one is named; the embedded
 * server is not started for that.
 *
 * @param changes - default: all of the module.
 * @throws {CliError} `STILL_DEPLOYED`.
 */
export async function refuseDeployed(
  invocation: Invocation,
  workspace: Workspace,
  module: Module,
  changes?: readonly string[],
): Promise<void> {
  if (invocation.value(withDatabase) || !(await isReachable(invocation, workspace, module))) return;
  const database = await connect(invocation, workspace, [module.name]);
  const { status } = await import('@pgpm/engine');
  const { modules } = await status({
    workspace,
    targets: [module.name],
    recursive: false,
    database: database.config,
    signal: invocation.signal,
  });
  const wanted = changes === undefined ? undefined : new Set(changes);
  const deployed = modules
    .flatMap((state) => state.deployed)
    .map(({ change }) => change)
    .filter((change) => wanted?.has(change) ?? true);
  if (deployed.length === 0) return;
  const names = deployed.map((change) => `${module.name}:${change}`);
  throw new CliError('STILL_DEPLOYED', { changes: names, database: database.describe }, 'revert first, or say --force');
}

/** Whether a database is named, or the server of the workspace that has the module runs. */
async function isReachable({ value, env }: Invocation, workspace: Workspace, module: Module): Promise<boolean> {
  const { root, config } = workspace;
  const isNamed = [value(url), value(databaseName), env['DATABASE_URL'], env['PGHOST'], env['PGSERVICE']].some(
    (text) => text !== undefined && text !== '',
  );
  if (isNamed || config.pg.host !== undefined) return true;
  const { embeddedStatus, isServedByWasm, wasmStatus } = await import('@pgpm/postgres');
  const isInWasm = isServedByWasm({
    configured: config.pg,
    env,
    extensions: await extensionsOf(workspace, [module.name]),
  });
  return (await (isInWasm ? wasmStatus : embeddedStatus)({ workspaceRoot: root })).running;
}
