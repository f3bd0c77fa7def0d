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

test('a script may raise notices without end', async () => {
  const raise = (severity: string, count: number): string =>
    `do $$ begin for n in 1..${count} loop raise ${severity} 'n % ${'x'.repeat(400)}', n; end loop; end $$;`;
  const scripts = { a: { deploy: raise('notice', 300_000) + raise('warning', 1) } };
  const { root } = harness.workspace({ m: { plan: ['a'], scripts } });
  const client = new ClientProcess('deploy', root, harness.database.config, 'module', ['--max-old-space-size=60']);
  expect([await client.ended, client.errors]).toEqual([0, '']);
});

test('many notices of one severity are cut short, and hide none of another', async () => {
  const raise = (severity: string, count: number): string =>
    `do $$ begin for n in 1..${count} loop raise ${severity} '%', n; end loop; end $$;`;
  const scripts = { a: { deploy: raise('notice', 1002) + raise('warning', 2) }, b: { deploy: raise('notice', 1) } };
  const told: string[] = [];
  await harness.deploy(harness.workspace({ m: { plan: ['a', 'b'], scripts } }), {
    onEvent: (event) => {
      if (event.kind === 'notice') told.push(`${event.change} ${event.notice.severity} ${event.notice.message}`);
    },
  });
  expect(told.slice(0, 2)).toEqual(['a NOTICE 1', 'a NOTICE 2']);
  expect(told.slice(999)).toEqual([
    'a NOTICE 1000',
    'a WARNING 1',
    'a WARNING 2',
    'a NOTICE and 2 more, not shown',
    'b NOTICE 1',
  ]);
});
