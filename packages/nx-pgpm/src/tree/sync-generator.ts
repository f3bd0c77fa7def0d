import type { NxJsonConfiguration } from '@nx/devkit';

/** What `nx sync` and `nx sync:check` run. No task does: one that finds something would fail where nobody can be asked. */
const sync = 'nx-pgpm:sync';

/** `nx.json` with the generator among those that `nx sync` runs; the same value when it is there. */
export function withSyncGenerator(nxJson: NxJsonConfiguration): NxJsonConfiguration {
  const { globalGenerators = [] } = nxJson.sync ?? {};
  if (globalGenerators.includes(sync)) return nxJson;
  return { ...nxJson, sync: { ...nxJson.sync, globalGenerators: [...globalGenerators, sync] } };
}

export function hasPlugin({ plugins = [] }: NxJsonConfiguration): boolean {
  return plugins.some((entry) => (typeof entry === 'string' ? entry : entry.plugin) === 'nx-pgpm');
}
