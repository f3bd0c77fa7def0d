import { join } from 'node:path';
import { ClientProcess } from '../support/client.js';
import { Harness, shop } from '../support/harness.js';

const harness = new Harness();
jest.setTimeout(60_000);

/** What only a deploy with pending changes needs. */
const runners = [
  'create-database.ts',
  'deploy-run.ts',
  'execute.ts',
  'pending-steps.ts',
  'plan-out.ts',
  'steps.ts',
  'tree-hash.ts',
];

async function loadedBy(root: string): Promise<readonly string[]> {
  const hook = ['-r', join(__dirname, '../support/list-loaded.cjs')];
  const client = new ClientProcess('deploy', root, harness.database.config, 'module', hook);
  expect([await client.ended, client.errors]).toEqual([0, '']);
  return client.lines.filter((line) => line.startsWith('loaded ')).map((line) => line.replace('loaded run/', ''));
}

test('a deploy that finds nothing to do loads nothing that runs scripts', async () => {
  const { root } = harness.workspace(shop);
  const first = await loadedBy(root);
  // The same way of looking does see them; the database is there, so nobody creates one, and no script was edited.
  expect(runners.filter((file) => !first.includes(file))).toEqual(['create-database.ts', 'tree-hash.ts']);
  const second = await loadedBy(root);
  expect(second).toContain('deploy.ts');
  expect(runners.filter((file) => second.includes(file))).toEqual([]);
});
