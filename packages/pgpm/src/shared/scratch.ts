import type { Workspace } from '@pgpm/engine';
import type { ScratchDatabase } from '@pgpm/postgres';
import type { Invocation } from '../cli/invocation.js';
import { extensionsOf, url } from './database.js';

/** Makes a database for one module, on the server for tests that has its extensions. The caller drops it. */
export async function makeScratch(
  { value, env, note }: Invocation,
  workspace: Workspace,
  module: string,
): Promise<ScratchDatabase> {
  const { createScratchDatabase, findDatabase } = await import('@pgpm/postgres');
  const server = await findDatabase({
    url: value(url),
    cwd: workspace.root,
    env,
    cluster: 'test',
    extensions: await extensionsOf(workspace, [module]),
    onWaiting: (seconds) => note(`… waiting for the database for ${seconds} s`),
  });
  note(`scratch database on: ${server.describe}`);
  return createScratchDatabase(server, module);
}
