import { findPluginHome, selfInputs } from './self-inputs.js';

test.each([
  ['/repo/packages/nx-pgpm', { kind: 'sources', packages: 'packages' }],
  ['/repo/tools/db/nx-pgpm', { kind: 'sources', packages: 'tools/db' }],
  ['/repo/node_modules/nx-pgpm', { kind: 'installed' }],
  ['/repo/node_modules/.pnpm/nx-pgpm@1.0.0/node_modules/nx-pgpm', { kind: 'installed' }],
  ['/elsewhere/nx-pgpm', { kind: 'installed' }],
])('a plugin in %s is found', (dir, home) => expect(findPluginHome('/repo', dir)).toEqual(home));

test('an installed plugin contributes its version', () => {
  expect(selfInputs({ kind: 'installed' }, ['engine'])).toEqual([{ externalDependencies: ['nx-pgpm'] }]);
});

test('a plugin in its own repository contributes its sources, without their specs', () => {
  expect(selfInputs({ kind: 'sources', packages: 'packages' }, ['engine'])).toEqual([
    '{workspaceRoot}/packages/engine/src/**/*',
    '!{workspaceRoot}/packages/engine/src/**/*.spec.ts',
    '{workspaceRoot}/packages/engine/package.json',
  ]);
});
