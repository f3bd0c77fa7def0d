import { logger } from '@nx/devkit';
import { moduleTree, textsOf } from '../../../test/support/module-tree.js';
import { moduleGenerator } from './generator.js';

const defaults = { moduleVersion: '0.1.0', skipFormat: true };

test('a module lies beside the others, and requires what it is told', async () => {
  const tree = moduleTree();
  await moduleGenerator(tree, {
    ...defaults,
    name: 'ledger',
    requires: ['base', '@app/middle'],
    extensions: ['citext'],
  });
  const texts = textsOf(tree, 'libs/ledger');
  expect(Object.keys(texts).sort()).toEqual(
    ['Makefile', 'README.md', 'ledger.control', 'package.json', 'pgpm.plan'].map((name) => `libs/ledger/${name}`),
  );
  expect(texts['libs/ledger/pgpm.plan']).toBe('%syntax-version=1.0.0\n%project=ledger\n%uri=ledger\n\n');
  expect(texts['libs/ledger/ledger.control']).toContain("requires = 'citext,pgpm-base,pgpm-middle'");
  expect(JSON.parse(texts['libs/ledger/package.json'] ?? '')).toMatchObject({
    name: 'ledger',
    version: '0.1.0',
    dependencies: { '@app/base': 'workspace:*', '@app/middle': 'workspace:*' },
  });
});

test('a README that is there stays', async () => {
  const tree = moduleTree();
  tree.write('libs/ledger/README.md', 'months of notes\n');
  await moduleGenerator(tree, { ...defaults, name: 'ledger' });
  expect(tree.read('libs/ledger/README.md', 'utf8')).toBe('months of notes\n');
});

test('a folder elsewhere is added to pgpm.json', async () => {
  const tree = moduleTree();
  await moduleGenerator(tree, { ...defaults, name: 'ledger', directory: 'db/ledger' });
  expect(JSON.parse(tree.read('pgpm.json', 'utf8') ?? '')).toEqual({ packages: ['libs/*', 'db/ledger'] });
});

test('a workspace without pgpm.json gets one', async () => {
  const tree = moduleTree();
  for (const path of ['pgpm.json', 'libs']) tree.delete(path);
  await moduleGenerator(tree, { ...defaults, name: 'ledger', directory: undefined });
  expect(JSON.parse(tree.read('pgpm.json', 'utf8') ?? '')).toEqual({ packages: ['packages/*'] });
  expect(tree.exists('packages/ledger/pgpm.plan')).toBe(true);
});

test.each([
  ['a name in upper case', { name: 'Ledger' }, /INVALID_NAME/],
  ['a name that leads out', { name: '../x' }, /INVALID_NAME/],
  ['a folder that leads out', { name: 'x', directory: '../x' }, /PATH_OUTSIDE_WORKSPACE/],
  ['a folder in a module', { name: 'x', directory: 'libs/base/x' }, /INSIDE_MODULE/],
  ['a folder that is taken', { name: 'x', directory: 'libs/base' }, /MODULE_EXISTS/],
  ['a name that is taken', { name: 'pgpm-base' }, /MODULE_EXISTS/],
  ['a module that is none', { name: 'x', requires: ['nothing'] }, /MODULE_NOT_FOUND/],
  ['an extension that is a module', { name: 'x', extensions: ['pgpm-base'] }, /name it with --requires/],
])('%s is refused, and nothing is written', async (_, options, message) => {
  const tree = moduleTree();
  const before = textsOf(tree);
  await expect(moduleGenerator(tree, { ...defaults, ...options })).rejects.toThrow(message);
  expect(textsOf(tree)).toEqual(before);
});

test('a configuration that is code is left to its author, who is told', async () => {
  const warned = jest.spyOn(logger, 'warn').mockImplementation();
  const code = 'module.exports = { packages: [] };';
  const tree = moduleTree({ 'pgpm.config.js': code });
  await moduleGenerator(tree, { ...defaults, name: 'ledger', directory: 'elsewhere/ledger' });
  expect(warned.mock.calls).toEqual([[expect.stringContaining('elsewhere/ledger')]]);
  expect(tree.read('pgpm.config.js', 'utf8')).toBe(code);
  warned.mockRestore();
});
