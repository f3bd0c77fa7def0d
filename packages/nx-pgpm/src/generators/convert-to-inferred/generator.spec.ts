import { readJson } from '@nx/devkit';
import { moduleTree, textsOf } from '../../../test/support/module-tree.js';
import { convertToInferredGenerator } from './generator.js';

const project = {
  name: 'base',
  targets: {
    deploy: { executor: 'nx-pgpm:deploy', cache: false, parallelism: true },
    verify: { executor: 'nx-pgpm:verify', options: { strict: true } },
    status: { executor: 'nx:run-commands', cache: false },
    own: { executor: 'nx:noop' },
  },
};

test('what the plugin infers goes, what differs stays', async () => {
  const nx = { targets: { revert: { executor: 'nx-pgpm:revert' } } };
  const tree = moduleTree({
    'libs/base/project.json': JSON.stringify(project),
    'libs/beside/package.json': JSON.stringify({ name: 'beside', version: '1.0.0', nx }),
  });
  await convertToInferredGenerator(tree, { skipFormat: true });
  expect(readJson(tree, 'libs/base/project.json')).toEqual({
    name: 'base',
    targets: {
      verify: { options: { strict: true } },
      status: project.targets.status,
      own: project.targets.own,
    },
  });
  expect(readJson(tree, 'libs/beside/package.json')).toEqual({ name: 'beside', version: '1.0.0', nx: {} });
  const before = textsOf(tree);
  await convertToInferredGenerator(tree, { skipFormat: true });
  expect(textsOf(tree)).toEqual(before);
});
