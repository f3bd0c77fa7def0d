import { deploy, type Module, type Workspace } from '@pgpm/engine';
import { findDatabase } from '@pgpm/postgres';

import { Place } from './test-database.js';

/**
 * Makes a database for modules whose extensions the embedded server lacks: on a WASM server of its own, which has one
 * database, so there is nothing to clone. When it or `use` fails, nothing is left behind.
 */
export async function makeInWasm<T>(
  workspace: Workspace,
  modules: readonly Module[],
  extensions: readonly string[],
  use: (place: Place) => Promise<T>,
): Promise<T> {
  const { config, release } = await findDatabase({ cwd: workspace.root, cluster: 'test', extensions });
  const leave = async (): Promise<void> => release?.();
  const place = new Place({ config, leave }, config.database ?? '');
  try {
    await deploy({ workspace, targets: modules.map(({ name }) => name), database: config, logOnly: false });
    return await use(place);
  } catch (error) {
    await place.teardown();
    throw error;
  }
}
