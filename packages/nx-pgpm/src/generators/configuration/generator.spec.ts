import { readJson } from '@nx/devkit';
import { moduleTree, textsOf } from '../../../test/support/module-tree.js';
import { configurationGenerator } from './generator.js';

const options = { strict: false, skipFormat: true };

test('each place has its configuration, for every target that works on a database', async () => {
  const tree = moduleTree();
  await configurationGenerator(tree, { ...options, name: 'staging' });
  await configurationGenerator(tree, { ...options, name: 'production', strict: true });
  expect(readJson(tree, 'nx.json')).toMatchObject({
    targetDefaults: {
      'nx-pgpm:deploy': {
        configurations: {
          staging: { createdb: true },
          production: { production: true, createdb: false, strictHash: true, wait: 600 },
        },
      },
      'nx-pgpm:verify': { configurations: { staging: {}, production: {} } },
      'nx-pgpm:revert': { configurations: { staging: {}, production: { production: true } } },
      'nx-pgpm:status': { configurations: { staging: {}, production: {} } },
    },
  });
  expect(tree.read('.env.staging', 'utf8')).toContain('# PGHOST=');
  expect(tree.read('.gitignore', 'utf8')?.match(/^\.env\*\.local$/gm)).toHaveLength(1);
});

test.each([
  ['a name that leads out', { name: '../x' }, /INVALID_NAME/],
  ['a name that is there', { name: 'staging' }, /CONFIGURATION_EXISTS/],
])('%s is refused, and nothing is written', async (_, given, message) => {
  const tree = moduleTree();
  await configurationGenerator(tree, { ...options, name: 'staging' });
  const before = textsOf(tree);
  await expect(configurationGenerator(tree, { ...options, ...given })).rejects.toThrow(message);
  expect(textsOf(tree)).toEqual(before);
});
