import { installedInputs, isInstalledPlan, lockFile } from './installed-modules.js';
import { describeModule, type ModuleInfo } from './module-info.js';

function moduleAt(root: string, name: string, requires: readonly string[] = []): ModuleInfo {
  const control = { name: `${name}.control`, text: `requires = '${requires.join(', ')}'\n` };
  return describeModule({
    root,
    plan: `%project=${name}\n`,
    control,
    manifest: undefined,
    jestConfig: undefined,
    testFiles: [],
  });
}

const top = moduleAt('libs/top', 'top', ['middle', 'plpgsql']);
const middle = moduleAt('libs/middle', 'middle', ['kit']);
const beside = moduleAt('libs/beside', 'beside');
const kit = moduleAt('extensions/@x/kit', 'kit', ['parts']);
const parts = moduleAt('extensions/@x/parts', 'parts', ['kit']);

test('what is required is found, also through others and in a circle', () => {
  const find = installedInputs([top, middle, beside], [parts, kit]);
  const both = ['{workspaceRoot}/extensions/@x/kit/**/*', '{workspaceRoot}/extensions/@x/parts/**/*'];
  expect(find(top)).toEqual(both);
  expect(find(middle)).toEqual(both);
  expect(find(beside)).toEqual([]);
});

test('a module of the workspace hides an installed one', () => {
  expect(installedInputs([middle, moduleAt('libs/kit', 'kit')], [kit, parts])(middle)).toEqual([]);
});

test('where none can be seen, their lock file stands for them', () => {
  expect(installedInputs([middle], [])(middle)).toEqual([lockFile]);
});

test.each([
  ['extensions/@x/kit/pgpm.plan', true],
  ['db/extensions/kit/pgpm.plan', true],
  ['libs/kit/pgpm.plan', false],
  ['node_modules/x/extensions/kit/pgpm.plan', false],
  ['dist/extensions/kit/pgpm.plan', false],
])('%s: %s', (plan, expected) => expect(isInstalledPlan(plan)).toBe(expected));
