import { moduleTree, textsOf } from '../../../test/support/module-tree.js';
import { moveGenerator } from './generator.js';

test('a module moves with all its files, and its ways to the root are right', async () => {
  const tree = moduleTree({
    'libs/base/jest.config.js': `module.exports = require('../../jest.preset.js').forModule(require('../../../else'), './x');\n`,
    'libs/base/project.json': '{ "$schema": "../../node_modules/nx/schemas/project-schema.json" }',
    'libs/base/logo.bin': '',
  });
  tree.write('libs/base/logo.bin', Buffer.from([0xff, 0x00, 0xfe]));
  const files = Object.keys(textsOf(tree, 'libs/base'));
  await moveGenerator(tree, { destination: './db/core/base/', project: 'base', skipFormat: true });
  expect(textsOf(tree, 'libs/base')).toEqual({});
  expect(Object.keys(textsOf(tree, 'db/core/base')).sort()).toEqual(
    files.map((path) => path.replace('libs/base', 'db/core/base')).sort(),
  );
  expect(tree.read('db/core/base/logo.bin')).toEqual(Buffer.from([0xff, 0x00, 0xfe]));
  expect(tree.read('db/core/base/jest.config.js', 'utf8')).toBe(
    `module.exports = require('../../../jest.preset.js').forModule(require('../../../else'), './x');\n`,
  );
  expect(tree.read('db/core/base/project.json', 'utf8')).toContain('"../../../node_modules/nx');
  expect(JSON.parse(tree.read('pgpm.json', 'utf8') ?? '')).toEqual({ packages: ['libs/*', 'db/core/base'] });
});

test.each(['../x', '/x', 'libs/top', 'libs/top/x', 'libs/base/x', '', 'libs//x', 'dist/x', 'a\\b'])(
  'a move to "%s" is refused, and nothing is written',
  async (destination) => {
    const tree = moduleTree();
    const before = textsOf(tree);
    await expect(moveGenerator(tree, { destination, project: 'base', skipFormat: true })).rejects.toThrow(
      'INVALID_OPTION: pgpm-base cannot move to',
    );
    expect(textsOf(tree)).toEqual(before);
  },
);
