import { base, memoryFiles, outcome, shop, shopFiles, shopModules } from '../../test/support/memory-files.js';
import { thrown } from '../../test/support/thrown.js';
import { setRequires } from './set-requires.js';

type Options = Partial<Parameters<typeof setRequires>[0]>;

function change(options: Options, more: Readonly<Record<string, string>> = {}) {
  const files = memoryFiles({ ...shopFiles, ...more });
  const { edits } = setRequires({ files, module: shop, modules: shopModules, ...options });
  const texts = outcome(edits);
  return { control: texts['modules/shop/shop.control'], packageJson: texts['modules/shop/package.json'] };
}

test('an extension goes into the control file alone', () => {
  const { control, packageJson } = change({ add: ['citext', 'base', 'citext'] });
  expect(control).toContain("requires = 'base,citext'\n");
  expect(packageJson).toBeUndefined();
});

test('a module is a dependency, too; what is not ours stays', () => {
  expect(change({ remove: ['base'] })).toEqual({
    control: shopFiles['modules/shop/shop.control']?.replace("requires = 'base'\n", ''),
    packageJson: '{\n  "name": "@app/shop",\n  "version": "1.0.0",\n  "dependencies": {\n    "left": "1.0.0"\n  }\n}\n',
  });
  const none = { 'modules/shop/shop.control': '', 'modules/shop/package.json': '{"name":"x"}' };
  expect(change({ set: ['@app/base'] }, none)).toEqual({
    control: "requires = 'base'\n",
    packageJson: '{"name":"x", "dependencies": { "@app/base": "workspace:*" }}',
  });
  expect(change({ add: ['base'] }, { ...none, 'package-lock.json': '{}' }).packageJson).toContain('"@app/base": "*"');
});

test('what the plan has of a module that is no longer required is told', () => {
  const { warnings } = setRequires({
    files: memoryFiles(shopFiles),
    module: shop,
    modules: shopModules,
    set: ['citext'],
  });
  expect(warnings.map(({ code, severity, change, place }) => [code, severity, change, place?.line])).toEqual([
    ['UNDECLARED_MODULE_DEPENDENCY', 'warning', 'books', 6],
    ['UNDECLARED_MODULE_DEPENDENCY', 'warning', 'sales/orders', 7],
  ]);
});

test('what is still required by way of others may stay in the plan', () => {
  const middle = {
    name: 'middle',
    path: 'modules/middle',
    npmName: undefined,
    source: 'workspace',
    version: '1.0.0',
  } as const;
  const files = memoryFiles({
    ...shopFiles,
    'modules/middle/pgpm.plan': '%project=middle\n\n',
    'modules/middle/middle.control': "requires = 'base'\n",
    'modules/shop/shop.control': "requires = 'base,middle'\n",
  });
  const warningsOf = (remove: readonly string[]) =>
    setRequires({ files, module: shop, modules: [...shopModules, middle], remove }).warnings;
  expect(warningsOf(['base'])).toEqual([]);
  expect(warningsOf(['base', 'middle'])).toHaveLength(2);
});

test('an installed module is a dependency with its version', () => {
  const installed = [
    { ...base, name: 'pgpm-types', npmName: '@pgpm/types', source: 'installed', version: '0.9.1' } as const,
  ];
  expect(change({ add: ['pgpm-types'], modules: installed }).packageJson).toContain('"@pgpm/types": "0.9.1"');
});

test.each([
  ['a cycle', { module: base, add: ['shop'] }, 'CIRCULAR_DEPENDENCY'],
  ['the module itself', { add: ['shop'] }, 'CIRCULAR_DEPENDENCY'],
  ['a comma', { add: ['a,b'] }, 'INVALID_NAME'],
  ['an unknown npm name', { add: ['@app/none'] }, 'INVALID_NAME'],
])('refuses %s', (_, options, code) => expect(thrown(() => change(options)).code).toBe(code));

test('without a control file there is nothing to edit', () => {
  const files = Object.fromEntries(Object.entries(shopFiles).filter(([path]) => !path.endsWith('shop.control')));
  const error = thrown(() =>
    setRequires({ files: memoryFiles(files), module: shop, modules: shopModules, add: ['citext'] }),
  );
  expect(error.code).toBe('FILE_NOT_FOUND');
});
