import { formatFiles, readNxJson, updateNxJson, type Tree } from '@nx/devkit';
import { hasPlugin, withSyncGenerator } from '../../tree/sync-generator.js';

/** See migration.md. Running it again changes nothing. */
export default async function registerSyncGenerator(tree: Tree): Promise<void> {
  const nxJson = readNxJson(tree);
  if (nxJson === null || !hasPlugin(nxJson)) return;
  const synced = withSyncGenerator(nxJson);
  if (synced === nxJson) return;
  updateNxJson(tree, synced);
  await formatFiles(tree);
}
