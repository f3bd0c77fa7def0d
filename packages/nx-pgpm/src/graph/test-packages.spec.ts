import { temporaryWorkspace, type TemporaryWorkspace } from '../../test/support/workspace.js';
import { findTestPackages } from './test-packages.js';

let workspace: TemporaryWorkspace;
afterEach(() => workspace.remove());

test.each([
  ['a registry version', { devDependencies: { jest: '30.5.2', other: '1.0.0' } }, ['jest']],
  ['a tarball', { dependencies: { '@pgpm/testing': 'file:testing.tgz' } }, ['@pgpm/testing']],
  ['a package of the workspace', { devDependencies: { '@pgpm/testing': 'workspace:*' } }, []],
  ['none', {}, []],
])('%s', (_case, manifest, expected) => {
  workspace = temporaryWorkspace({ 'package.json': JSON.stringify(manifest) });
  expect(findTestPackages(workspace.root)).toEqual(expected);
});

test.each(['{', '[]', '"text"'])('a package.json that holds %s has no packages', (text) => {
  workspace = temporaryWorkspace({ 'package.json': text });
  expect(findTestPackages(workspace.root)).toEqual([]);
});
