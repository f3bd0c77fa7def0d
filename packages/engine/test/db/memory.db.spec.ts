import { ClientProcess } from '../support/client.js';
import { Harness } from '../support/harness.js';

const harness = new Harness();
const scripts = 80;
const script = `select 1; -- ${'x'.repeat(2 * 1024 * 1024)}\n`;

jest.setTimeout(300_000);

test('memory follows the largest script, not the sum of all', async () => {
  const names = Array.from({ length: scripts }, (_, n) => `c${n}`);
  const large = { plan: names, scripts: Object.fromEntries(names.map((name) => [name, { deploy: script }])) };
  const { root } = harness.workspace({ large });
  // Less than the scripts together.
  const client = new ClientProcess('deploy', root, harness.database.config, 'module', ['--max-old-space-size=110']);
  expect([await client.ended, client.errors]).toEqual([0, '']);
  expect(client.lines.at(-1)).toBe(`deployed ${scripts} changes`);
});
