import fc from 'fast-check';
import { Harness } from '../support/harness.js';
import { killAndGoOn, slowModule, type Kill, type Moment } from '../support/kill.js';

// More of them, or others: KILLS=200 KILL_SEED=7 npx jest test/db/kill.db.spec.ts
const { KILLS = '12', KILL_SEED = '1' } = process.env;

/** Behind which progress events: when the lock is held, in the middle, at the script that runs without a transaction. */
const moment = fc.record({
  command: fc.constantFrom('deploy', 'deploy', 'revert'),
  tx: fc.constantFrom('module', 'change'),
  events: fc.constantFrom(2, 2, 10, 18, 30, 34),
  ms: fc.integer({ min: 0, max: 60 }),
});
const moments: readonly Moment[] = fc.sample(moment, { seed: Number(KILL_SEED), numRuns: Number(KILLS) });

const harness = new Harness();
const kills: Kill[] = [];
// A process for each kill is much for a busy machine.
jest.setTimeout(300_000);

test.each(moments)(
  '$command killed after $events events and $ms ms, with a transaction per $tx: nothing is lost, nothing half recorded',
  async (moment) => {
    const { root } = harness.workspace({ slow: slowModule });
    kills.push(await killAndGoOn(harness.database, root, moment));
  },
);

test('some were killed in the middle', () => {
  expect(kills).toHaveLength(moments.length);
  expect(kills.some(({ deployed }) => deployed > 0 && deployed < slowModule.plan.length)).toBe(true);
});
