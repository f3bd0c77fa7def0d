import { openWorkspace, revert, verify } from '../../src/index.js';
import { Harness } from '../support/harness.js';
import { CountingProxy } from '../support/proxy.js';
import { table } from '../support/workspace.js';

const harness = new Harness();
const names = Array.from({ length: 1000 }, (_, n) => `t${n}`);
const many = { many: { plan: names, scripts: Object.fromEntries(names.map((name) => [name, table(name)])) } };

async function roundTripsOf(work: (proxy: CountingProxy) => Promise<unknown>): Promise<number> {
  const proxy = await CountingProxy.start(harness.database.config);
  await work(proxy);
  await proxy.stop();
  return proxy.roundTrips;
}

test('round trips do not grow with the number of changes', async () => {
  const workspace = harness.workspace(many);
  const deploy = (): Promise<number> =>
    roundTripsOf((proxy) => harness.deploy(workspace, { database: proxy.through(harness.database.config) }));
  expect(await deploy()).toBeLessThanOrEqual(25);
  expect(await deploy()).toBeLessThanOrEqual(3);

  const run = (command: typeof verify | typeof revert): Promise<number> =>
    roundTripsOf((proxy) =>
      command({
        workspace: openWorkspace(workspace.root),
        targets: ['many'],
        database: proxy.through(harness.database.config),
      }),
    );
  expect(await run(verify)).toBeLessThanOrEqual(25);
  expect(await run(revert)).toBeLessThanOrEqual(25);
  expect(await harness.tables()).toEqual([]);
});
