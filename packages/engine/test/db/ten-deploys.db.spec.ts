import { ClientProcess } from '../support/client.js';
import type { TestDatabase } from '../support/database.js';
import { Harness, shop } from '../support/harness.js';

const harness = new Harness();
const clients = 10;
// Ten processes that load the sources are much for a busy machine.
jest.setTimeout(300_000);

/** Ten deploys, each in a process of its own. One works, the others find nothing to do, none fails. */
async function deployTenTimes(database: TestDatabase['config']): Promise<void> {
  const { root } = harness.workspace(shop);
  const all = Array.from({ length: clients }, () => new ClientProcess('deploy', root, database));
  const codes = await Promise.all(all.map(({ ended }) => ended));
  expect(all.map(({ errors }) => errors).join('')).toBe('');
  expect(codes).toEqual(Array(clients).fill(0));
  expect(all.map(({ lines }) => lines.at(-1)).sort()).toEqual([
    'deployed 4 changes and 1 extension',
    ...Array<string>(clients - 1).fill('nothing to deploy, 4 changes in place'),
  ]);
}

test('on an empty database, which lacks the registry: one of ten works', async () => {
  await deployTenTimes(harness.database.config);
  expect(await harness.database.column('select count(*)::int from pgpm_migrate.events')).toEqual([4]);
});

test('on a database that does not exist: one of ten creates it, one works', async () => {
  const name = `${harness.database.name}_new`;
  try {
    await deployTenTimes({ ...harness.database.config, database: name });
  } finally {
    await harness.database.client.query(`drop database if exists ${name} with (force)`);
  }
});
