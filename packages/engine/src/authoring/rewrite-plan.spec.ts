import { problemsOf } from '../errors/index.js';
import { ada, memoryFiles, outcome, shop, shopFiles, shopModules } from '../../test/support/memory-files.js';
import { thrown } from '../../test/support/thrown.js';
import { rewritePlan } from './rewrite-plan.js';

type Options = Partial<Parameters<typeof rewritePlan>[0]>;
const planPath = 'modules/shop/pgpm.plan';
const plan = shopFiles[planPath] ?? '';
const who = '2026-02-03T04:05:06Z Ada <ada@example.org>';

function rewrite(more: Readonly<Record<string, string>> = {}, options: Options = {}) {
  const files = memoryFiles({ ...shopFiles, ...more });
  const rewritten = rewritePlan({ files, module: shop, modules: shopModules, attribution: ada, ...options });
  return { ...rewritten, text: outcome(rewritten.edits)[planPath] };
}

test('a plan that agrees with its scripts stays as it is', () => {
  expect(rewrite()).toEqual({ text: undefined, edits: [], warnings: [], lines: [] });
});

test('scripts without a line get one, behind what they require', () => {
  const { text } = rewrite({
    'modules/shop/deploy/a.sql': '-- Deploy shop:a to pg\n-- requires: z\n-- requires: books\n',
    'modules/shop/deploy/z.sql': '-- Deploy z\n-- requires: base:@v1\n-- conflicts: @v1\n',
  });
  expect(text).toBe(`${plan}z [base:@v1 !@v1] ${who} # add z\na [books z] ${who} # add a\n`);
});

test('what a header requires and the line lacks is added to the line, and to nothing else', () => {
  const { text } = rewrite({ 'modules/shop/deploy/sales/orders.sql': '-- requires: base:roles\n-- requires: books\n' });
  expect(text).toBeUndefined();
  const bare = plan.replace('[books base:@v1]', '[base:@v1]').replace('books [base:roles] ', 'books ');
  expect(rewrite({ [planPath]: bare }).text).toBe(plan);
});

test('what only the plan requires stays, with a warning; so does a line without a script', () => {
  const { text, warnings } = rewrite({
    [planPath]: `${plan}ghost\n`,
    'modules/shop/deploy/sales/orders.sql': '-- Deploy sales/orders\n',
  });
  expect(text).toBeUndefined();
  expect(warnings.map(({ code, severity, change }) => [code, severity, change])).toEqual([
    ['SCRIPT_MISSING', 'warning', 'ghost'],
    ['HEADER_REQUIRES_DRIFT', 'warning', 'sales/orders'],
  ]);
});

test('what a header conflicts with and the line lacks is added to the line; what only the line has is a warning', () => {
  const orders = 'modules/shop/deploy/sales/orders.sql';
  const script = shopFiles[orders] ?? '';
  const withConflict = script.replace(
    '-- requires: books',
    '-- conflicts: base:old\n-- conflicts: @v1\n-- requires: books',
  );
  const marked = plan.replace('[books base:@v1]', '[books base:@v1 !base:@v1 !gone]');
  expect(rewrite({ [orders]: withConflict.replace('base:old', 'gone').replace('@v1', 'base:@v1') }).text).toBe(
    plan.replace('[books base:@v1]', '[books base:@v1 !gone !base:@v1]'),
  );
  const { text, warnings } = rewrite({ [planPath]: marked, [orders]: `-- conflicts: gone\n${script}` });
  expect(text).toBeUndefined();
  expect(warnings).toMatchObject([
    { code: 'HEADER_REQUIRES_DRIFT', fields: { plan: ['books', 'base:@v1', '!base:@v1', '!gone'] } },
  ]);
});

test('a reference that cannot be read is an error with its place', () => {
  const error = thrown(() =>
    rewrite({ 'modules/shop/deploy/c.sql': '-- Deploy shop:c to pg\n-- requires: books base:@v1\n' }),
  );
  expect(error).toMatchObject({
    code: 'UNSUPPORTED_REFERENCE',
    severity: 'error',
    module: 'shop',
    change: 'c',
    place: { file: 'modules/shop/deploy/c.sql', line: 2, column: 1 },
  });
});

test('a module that no change requires is required by the first one, by its tag', () => {
  const bare = {
    [planPath]: '%project=shop\n\nbooks\n',
    'modules/shop/deploy/books.sql': '',
    'modules/shop/deploy/sales/orders.sql': '-- requires: books',
  };
  expect(rewrite(bare).text).toBe(
    `%project=shop\n\nbooks [base:@v1]\nsales/orders [books] ${who} # add sales/orders\n`,
  );
  expect(rewrite(bare, { includeTags: false }).text).toContain('books [base:roles]\n');
  expect(rewrite(bare, { includePackages: false }).text).toContain('\nbooks\n');
});

test('changes move only when they are told to, and take tags and comments along', () => {
  const wrong = {
    [planPath]: `%project=shop\n\n# first\nsales/orders [books base:@v1] # o\n@v1 ${who}\n\n# second\nbooks [base:roles]`,
  };
  const [problem] = problemsOf(thrown(() => rewrite(wrong)));
  expect(problem).toMatchObject({ code: 'DEPENDENCY_ORDER', hint: 'run it with --reorder' });
  expect(rewrite(wrong, { reorder: true }).text).toBe(
    `%project=shop\n\n# second\nbooks [base:roles]\n# first\nsales/orders [books base:@v1] # o\n@v1 ${who}\n\n`,
  );
});

test.each([
  [
    'a cycle',
    { 'modules/shop/deploy/a.sql': '-- requires: b', 'modules/shop/deploy/b.sql': '-- requires: a' },
    'CIRCULAR_DEPENDENCY',
  ],
  ['a requirement that leads nowhere', { 'modules/shop/deploy/a.sql': '-- requires: boks' }, 'CHANGE_NOT_FOUND'],
  [
    'a module that is not declared',
    { 'modules/shop/deploy/a.sql': '-- requires: other:x' },
    'UNDECLARED_MODULE_DEPENDENCY',
  ],
  ['the header of another change', { 'modules/shop/deploy/a.sql': '-- Deploy b' }, 'HEADER_IDENTITY_MISMATCH'],
  ['the header of another module', { 'modules/shop/deploy/a.sql': '-- Deploy base:a' }, 'HEADER_PROJECT_MISMATCH'],
  ['a file name that is no name', { 'modules/shop/deploy/a b.sql': '' }, 'INVALID_NAME'],
])('refuses %s', (_, more, code) => expect(thrown(() => rewrite(more)).code).toBe(code));

test('what only a header requires is wrong where the header has it', () => {
  const headers = {
    'modules/shop/deploy/books.sql': '-- Deploy shop:books to pg\n-- requires: base:roles\n-- requires: boks\n',
    'modules/shop/deploy/new.sql': '-- Deploy shop:new to pg\n\n-- requires: base:@v2\n-- conflicts: @v3\n',
  };
  const problems = problemsOf(thrown(() => rewrite(headers)));
  expect(problems.map(({ code, change, place }) => [code, change, place?.file, place?.line])).toEqual([
    ['CHANGE_NOT_FOUND', 'books', 'modules/shop/deploy/books.sql', 3],
    ['TAG_NOT_FOUND', 'new', 'modules/shop/deploy/new.sql', 3],
    ['TAG_NOT_FOUND', 'new', 'modules/shop/deploy/new.sql', 4],
  ]);
});
