import { moduleTree, textsOf } from '../../../test/support/module-tree.js';
import { ciWorkflowGenerator } from './generator.js';

const options = { ci: 'github', name: 'CI', nodeVersion: '22' } as const;

test.each([
  ['package-lock.json', 'npm ci'],
  ['pnpm-lock.yaml', 'pnpm install --frozen-lockfile'],
  ['yarn.lock', 'yarn install --immutable'],
])('with %s it installs with "%s"', (lock, install) => {
  for (const ci of ['github', 'gitlab'] as const) {
    const tree = moduleTree({ [lock]: '' });
    ciWorkflowGenerator(tree, { ...options, ci });
    const text = tree.read(ci === 'github' ? '.github/workflows/ci.yml' : '.gitlab-ci.yml', 'utf8') ?? '';
    expect(text).toContain(`- ${ci === 'github' ? 'run: ' : ''}${install}\n`);
    expect(text).toContain('npx nx affected -t check test package');
  }
});

test('what a person chooses stays one value', () => {
  const tree = moduleTree({ 'nx.json': '{"defaultBase":"trunk, x]"}' });
  ciWorkflowGenerator(tree, { ...options, name: 'Prove: "all" ../x' });
  const text = tree.read('.github/workflows/prove___all_____x.yml', 'utf8');
  expect(text).toContain('name: "Prove: \\"all\\" ../x"\n');
  expect(text).toContain('branches: ["trunk, x]"]');
});

test.each([
  ['a file that is there', options, /FILE_EXISTS/],
  ['a version that is none', { ...options, name: 'b', nodeVersion: '22\n- run: x' }, /no version of Node/],
  ['a name with a line end', { ...options, name: 'a\nb' }, /INVALID_NAME/],
])('%s is refused, and nothing is written', (_, given, message) => {
  const tree = moduleTree();
  ciWorkflowGenerator(tree, options);
  const before = textsOf(tree);
  expect(() => ciWorkflowGenerator(tree, given)).toThrow(message);
  expect(textsOf(tree)).toEqual(before);
});
