import { problemsOf } from '../errors/index.js';
import { ada, memoryFiles, outcome, shop, shopFiles, shopModules } from '../../test/support/memory-files.js';
import { thrown } from '../../test/support/thrown.js';
import { addChange } from './add-change.js';

const files = memoryFiles(shopFiles);
const add = (change: string, options: Partial<Parameters<typeof addChange>[0]> = {}) =>
  addChange({ files, module: shop, modules: shopModules, change, attribution: ada, ...options });

test('adds a line and three scripts', () => {
  const { edits } = add('sales/invoices', {
    requires: ['base:@v1', 'sales/orders', 'shop:books', 'books'],
    conflicts: ['@v1'],
    note: 'what they owe',
  });
  expect(outcome(edits)).toEqual({
    'modules/shop/deploy/sales/invoices.sql':
      '-- Deploy shop:sales/invoices to pg\n-- requires: books\n-- requires: sales/orders\n-- requires: base:@v1\n' +
      '-- conflicts: @v1\n\n-- Write the statements of this change here. The engine wraps them in a transaction.\n',
    'modules/shop/pgpm.plan':
      `${shopFiles['modules/shop/pgpm.plan'] ?? ''}sales/invoices [books sales/orders base:@v1 !@v1] ` +
      '2026-02-03T04:05:06Z Ada <ada@example.org> # what they owe\n',
    'modules/shop/revert/sales/invoices.sql':
      '-- Revert shop:sales/invoices from pg\n\n-- Write the statements that undo the change here, in reverse order.\n',
    'modules/shop/verify/sales/invoices.sql':
      '-- Verify shop:sales/invoices on pg\n\n-- Write a statement here that fails as long as the change is not deployed.\n',
  });
});

test('statements stand below the headers', () => {
  const statements = { deploy: 'select 1;\n', revert: '-- pgpm: irreversible\n', verify: 'select 2;' };
  expect(outcome(add('more', { requires: ['books'], statements }).edits)).toMatchObject({
    'modules/shop/deploy/more.sql': '-- Deploy shop:more to pg\n-- requires: books\n\nselect 1;\n',
    'modules/shop/revert/more.sql': '-- Revert shop:more from pg\n\n-- pgpm: irreversible\n',
    'modules/shop/verify/more.sql': '-- Verify shop:more on pg\n\nselect 2;\n',
  });
});

test('the note is "add", unless there is another', () => {
  const plan = outcome(add('more').edits)['modules/shop/pgpm.plan'];
  expect(plan).toMatch(/\nmore 2026-02-03T04:05:06Z Ada <ada@example\.org> # add more\n$/);
});

test.each([
  ['a change that is planned', 'books', {}, ['CHANGE_EXISTS']],
  ['a name that leads out of the module', 'a/../../b', {}, ['INVALID_NAME']],
  ['a reserved name', 'HEAD', {}, ['PLAN_RESERVED_NAME']],
  ['a local requirement that is not planned', 'new', { requires: ['boks'] }, ['DEPENDENCY_NOT_IN_PLAN']],
  ['a conflict that is not planned', 'new', { conflicts: ['boks'] }, ['DEPENDENCY_NOT_IN_PLAN']],
  ['itself as a requirement', 'new', { requires: ['new'] }, ['DEPENDENCY_NOT_IN_PLAN']],
  ['an unknown tag', 'new', { requires: ['@v2'] }, ['TAG_NOT_FOUND']],
  ['an unknown tag of another module', 'new', { requires: ['base:@v2'] }, ['TAG_NOT_FOUND']],
  ['an unknown change of another module', 'new', { requires: ['base:rols'] }, ['DEPENDENCY_NOT_IN_PLAN']],
  ['a module that is not declared', 'new', { requires: ['other:x'] }, ['UNDECLARED_MODULE_DEPENDENCY']],
  ['a requirement that moves', 'new', { requires: ['HEAD'] }, ['UNSUPPORTED_REFERENCE']],
  ['text that is no reference', 'new', { requires: ['a b'] }, ['INVALID_NAME']],
  [
    'all of it at once',
    'books',
    { requires: ['x', '@y'] },
    ['CHANGE_EXISTS', 'DEPENDENCY_NOT_IN_PLAN', 'TAG_NOT_FOUND'],
  ],
])('refuses %s', (_, change, options, codes) => {
  expect(problemsOf(thrown(() => add(change, options))).map(({ code }) => code)).toEqual(codes);
});

test('a module that is required by way of others may be named', () => {
  const top = { name: 'top', path: 'modules/top', npmName: undefined };
  const withTop = memoryFiles({
    ...shopFiles,
    'modules/top/pgpm.plan': '%project=top\n\n',
    'modules/top/top.control': "requires = 'shop'\n",
  });
  const options = { files: withTop, module: top, modules: [...shopModules, top] };
  const { edits } = add('new', { ...options, requires: ['base:@v1'] });
  expect(outcome(edits)['modules/top/pgpm.plan']).toContain('new [base:@v1] ');
  const [problem] = problemsOf(thrown(() => add('new', { ...options, requires: ['base:rols'] })));
  expect(problem).toMatchObject({ code: 'DEPENDENCY_NOT_IN_PLAN' });
});

test('never overwrites a script', () => {
  const paths = ['modules/shop/deploy/new.sql', 'modules/shop/verify/new.sql'];
  const taken = memoryFiles({ ...shopFiles, [paths[0] ?? '']: 'select 1', [paths[1] ?? '']: '' });
  const problems = problemsOf(thrown(() => add('new', { files: taken })));
  expect(problems.map(({ code, place }) => [code, place?.file])).toEqual(paths.map((path) => ['SCRIPT_EXISTS', path]));
});

test('a plan that cannot be read is not written', () => {
  const broken = memoryFiles({ ...shopFiles, 'modules/shop/pgpm.plan': '%project=shop\n\na b c\n' });
  expect(thrown(() => add('new', { files: broken })).code).toBe('PLAN_PARSE_ERROR');
});

test('similar names are suggested', () => {
  expect(thrown(() => add('new', { requires: ['boks'] })).fields).toMatchObject({ similar: ['books'] });
});

test.each([
  ['requires', 'required by'],
  ['conflicts', 'a conflict of'],
] as const)('what is wrong with one that %s is said as that', (kind, words) => {
  const error = thrown(() => add('new', { [kind]: ['nope'] }));
  expect(error).toMatchObject({ code: 'DEPENDENCY_NOT_IN_PLAN', fields: { kind } });
  expect(error.message).toContain(`"nope", ${words} "new"`);
});
