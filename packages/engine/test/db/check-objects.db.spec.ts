import { createScratchDatabase, findDatabase } from '@pgpm/postgres';
import { join } from 'node:path';
import { check, openWorkspace, type CheckResult } from '../../src/index.js';
import { found } from '../support/checks.js';

const kinds = [
  'aggregate',
  'cast',
  'collation',
  'column',
  'comment',
  'constraint',
  'conversion',
  'domain',
  'event trigger',
  'foreign data wrapper',
  'foreign table',
  'function',
  'index',
  'large objects',
  'materialized view',
  'membership',
  'operator',
  'operator class',
  'operator family',
  'policy',
  'privileges',
  'procedure',
  'publication',
  'role',
  'rule',
  'schema',
  'sequence',
  'server',
  'settings',
  'statistics',
  'table',
  'text search configuration',
  'text search dictionary',
  'trigger',
  'type',
  'user mapping',
  'view',
];

async function checkEverything(thorough: boolean): Promise<CheckResult> {
  const server = await findDatabase({ cwd: __dirname, cluster: 'test' });
  const workspace = openWorkspace(join(__dirname, '../fixtures/everything'));
  return check({ workspace, target: 'shop', thorough, scratch: () => createScratchDatabase(server, 'everything') });
}

const withoutTimes = ({ changes, ...rest }: CheckResult) => ({
  ...rest,
  changes: changes.map(({ change, file, steps }) => ({ change, file, steps })),
});

test('every kind of object can be made and undone without a finding, the fast and the thorough way', async () => {
  const fast = await checkEverything(false);
  expect(found(fast)).toEqual([]);
  expect(fast.changes.flatMap(({ steps }) => Object.values(steps))).toEqual(
    Array(5 * fast.changes.length).fill('passed'),
  );
  expect(withoutTimes(await checkEverything(true))).toEqual(withoutTimes(fast));

  expect(kindsIn(fast.schema)).toEqual(kinds);
  expect(fast.schema).not.toContain('secret');
});

/** The kinds of the objects that a printed catalog has. */
function kindsIn(schema: string): readonly string[] {
  return kinds.filter((kind) => new RegExp(`^-- ${kind} `, 'm').test(schema));
}
