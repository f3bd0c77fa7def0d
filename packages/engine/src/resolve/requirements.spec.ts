import { moduleOf, modulesByName } from '../../test/support/modules.js';
import type { Module } from '../model/index.js';
import { resolveRequirements } from './requirements.js';

const stamp = '2024-01-01T00:00:00Z dev <dev@example.test>';
const base = moduleOf('base', ['x', `@v1 ${stamp}`, 'y', 'z']);

function resolve(module: Module, ...others: readonly Module[]) {
  return resolveRequirements(module, module.plan.changes, modulesByName(module, base, ...others));
}

function problemsOf(lines: readonly string[], requires: readonly string[] = ['base']) {
  return resolve(moduleOf('app', lines, requires)).problems.map(({ code, place, change }) => ({
    code,
    change,
    line: place?.line,
  }));
}

test.each([
  ['a change of this module', 'a', 'app:a'],
  ['its own name as qualifier', 'app:a', 'app:a'],
  ['a tag of this module', '@early', 'app:a'],
  ['a change as of a tag', 'a@early', 'app:a'],
  ['the first change', 'ROOT', 'app:a'],
  ['the change before another one', 'b^', 'app:a'],
  ['the change after another one', 'a~', 'app:b'],
  ['a change of another module', 'base:y', 'base:y'],
  ['a tag of another module', 'base:@v1', 'base:x'],
  ['a change of another module as of a tag', 'base:x@v1', 'base:x'],
])('resolves %s: %s', (_name, reference, expected) => {
  const module = moduleOf('app', ['a', `@early ${stamp}`, 'b', `c [${reference}]`], ['base']);
  const { of, problems } = resolve(module);
  expect(problems).toEqual([]);
  expect(of('c').requires).toEqual([expected]);
});

test('the moving end of a plan is refused where a header requires it', () => {
  const module = moduleOf('app', ['a', 'b']);
  const head = { text: 'HEAD', symbol: 'HEAD' as const, line: 2 };
  const written = ['a', 'b'].map((name) => ({
    name,
    file: `app/deploy/${name}.sql`,
    line: 1,
    requires: name === 'b' ? [head] : [],
    conflicts: [],
  }));
  const { problems } = resolveRequirements(module, written, modulesByName(module));
  expect(problems).toMatchObject([{ code: 'UNSUPPORTED_REFERENCE', place: { file: 'app/deploy/b.sql', line: 2 } }]);
});

test('a conflict with what is in the plan no more is kept, with a warning', () => {
  const { of, problems } = resolve(moduleOf('app', ['a', 'b [a !gone]', 'c [gone]', 'd [!gone@v1]']));
  expect(of('b')).toEqual({ requires: ['app:a'], conflicts: ['app:gone'] });
  expect(problems.map(({ code, change, severity }) => [code, change, severity])).toEqual([
    ['CHANGE_NOT_FOUND', 'b', 'warning'],
    ['CHANGE_NOT_FOUND', 'c', 'error'],
    ['TAG_NOT_FOUND', 'd', 'error'],
  ]);
});

test('two references to one change are recorded once', () => {
  const module = moduleOf('app', ['a', `@t ${stamp}`, 'b [a @t app:a]']);
  expect(resolve(module).of('b').requires).toEqual(['app:a']);
});

test.each([
  ['an unknown change', ['a', 'b [nope]'], 'CHANGE_NOT_FOUND'],
  ['an unknown change of another module', ['a', 'b [base:nope]'], 'CHANGE_NOT_FOUND'],
  ['an unknown tag of another module', ['a', 'b [base:@v9]'], 'TAG_NOT_FOUND'],
  ['a change that stands after the tag', ['a', 'b [base:y@v1]'], 'CHANGE_NOT_FOUND'],
  ['a change planned later', ['a', 'b [c]', 'c'], 'DEPENDENCY_ORDER'],
  ['a change id of Sqitch', ['a', `b [${'a1'.repeat(20)}]`], 'UNSUPPORTED_REFERENCE'],
  ['a place before the first change', ['a', 'b [a^3]'], 'CHANGE_NOT_FOUND'],
])('reports %s with its line', (_name, lines, code) => {
  expect(problemsOf(lines)).toEqual([{ code, change: 'b', line: 5 }]);
});

test('a module that the control file does not name is undeclared, and the remedy is the line to write', () => {
  const { problems } = resolve(moduleOf('app', ['a [base:x]'], ['plpgsql']));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'UNDECLARED_MODULE_DEPENDENCY', place: { line: 4 } });
  expect(problems[0]?.hint).toContain("requires = 'plpgsql,base'");
});

test('a module that is required by way of others counts as required', () => {
  const middle = moduleOf('middle', ['m'], ['citext', 'base']);
  const { of, problems } = resolve(moduleOf('app', ['a [base:@v1]'], ['middle']), middle);
  expect(problems).toEqual([]);
  expect(of('a').requires).toEqual(['base:x']);
});

test('changes that require each other are a cycle, not a matter of order', () => {
  const module = moduleOf('app', ['a [c]', 'b [a]', 'c [b]']);
  const [problem, ...others] = resolve(module).problems;
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: 'CIRCULAR_DEPENDENCY', fields: { cycle: ['a', 'c', 'b', 'a'] } });
});

test('all problems are reported together', () => {
  expect(problemsOf(['a [nope]', 'b [later]', 'later', 'd [other:x]']).map(({ code }) => code)).toEqual([
    'CHANGE_NOT_FOUND',
    'DEPENDENCY_ORDER',
    'UNDECLARED_MODULE_DEPENDENCY',
  ]);
});
