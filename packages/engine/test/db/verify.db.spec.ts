import { openWorkspace, verify, type VerifyOptions } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { Harness, shop } from '../support/harness.js';
import { table } from '../support/workspace.js';
import type { TemporaryWorkspace } from '../support/workspace.js';

const harness = new Harness();

function optionsFor(workspace: TemporaryWorkspace): VerifyOptions {
  return { workspace: openWorkspace(workspace.root), targets: 'all', database: harness.database.config };
}

test('a verify script cannot opt out of being rolled back', async () => {
  const workspace = harness.workspace({
    m: {
      plan: ['a'],
      scripts: {
        a: { ...table('a'), verify: '-- pgpm: no-transaction\nbegin;\ncreate table public.kept ();\ncommit;\n' },
      },
    },
  });
  await harness.deploy(workspace);
  expect(await failure(verify(optionsFor(workspace)))).toMatchObject({
    code: 'INVALID_DIRECTIVE',
    module: 'm',
    change: 'a',
    place: { file: 'modules/m/verify/a.sql' },
  });
  expect(await harness.tables()).toEqual(['a']);
});

test('extensions of modules that are not deployed do not matter', async () => {
  const workspace = harness.workspace(shop);
  await harness.deploy(workspace, { targets: ['base'] });
  const { changes, skipped } = await verify(optionsFor(workspace));
  expect(changes.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(skipped).toEqual(['shop:c', 'shop:d']);
});
