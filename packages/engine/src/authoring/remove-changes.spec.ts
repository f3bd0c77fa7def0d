import { problemsOf } from '../errors/index.js';
import { base, memoryFiles, outcome, shop, shopFiles, shopModules } from '../../test/support/memory-files.js';
import { thrown } from '../../test/support/thrown.js';
import { removeChanges } from './remove-changes.js';

const files = memoryFiles(shopFiles);

test('removes a change and what follows, with tags and scripts', () => {
  const { edits, changes, tags } = removeChanges({ files, module: shop, modules: shopModules, from: '@v1' });
  expect({ changes, tags }).toEqual({ changes: ['sales/orders'], tags: ['v1'] });
  expect(outcome(edits)).toEqual({
    'modules/shop/pgpm.plan':
      '%syntax-version=1.0.0\n%project=shop\n%uri=shop\n\n# what is sold\n' +
      'books [base:roles] 2026-01-01T00:00:00Z Ada <ada@example.org>\n',
    'modules/shop/deploy/sales/orders.sql': undefined,
    'modules/shop/revert/sales/orders.sql': undefined,
    'modules/shop/verify/sales/orders.sql': undefined,
  });
});

test('comments above the first one go with it', () => {
  const { edits } = removeChanges({ files, module: shop, modules: shopModules, from: 'books' });
  expect(outcome(edits)['modules/shop/pgpm.plan']).toBe('%syntax-version=1.0.0\n%project=shop\n%uri=shop\n\n');
});

test('refuses what another module requires, and says who', () => {
  const [problem] = problemsOf(
    thrown(() => removeChanges({ files, module: base, modules: shopModules, from: 'roles' })),
  );
  expect(problem?.code).toBe('STILL_REQUIRED');
  expect(problem?.fields).toEqual({ change: 'roles', dependants: ['shop:books', 'shop:sales/orders'] });
});

test.each([
  ['boks', 'CHANGE_NOT_FOUND'],
  ['@v7', 'TAG_NOT_FOUND'],
  ['base:roles', 'INVALID_NAME'],
])('refuses %s', (from, code) =>
  expect(thrown(() => removeChanges({ files, module: shop, modules: shopModules, from })).code).toBe(code),
);
