import { moduleOf, modulesByName } from '../../test/support/modules.js';
import { sortModules } from './modules.js';

const extensions = ['citext', 'plpgsql', 'pgcrypto'];

function namesOf(closure: ReturnType<typeof sortModules>): readonly string[] {
  return closure.entries.map((entry) => (entry.kind === 'module' ? entry.module.name : entry.name));
}

test('requirements stand before what requires them, each once, in the order of the control files', () => {
  const first = moduleOf('first', [], extensions);
  const second = moduleOf('second', [], [...extensions, 'first']);
  const third = moduleOf('third', [], [...extensions, 'second']);
  const closure = sortModules(modulesByName(first, second, third), [third]);
  expect(namesOf(closure)).toEqual(['citext', 'plpgsql', 'pgcrypto', 'first', 'second', 'third']);
  expect(closure.extensions.get('citext')).toEqual(['first', 'second', 'third'].reverse());
  expect(closure.problems).toEqual([]);
});

test('several roots share what they require', () => {
  const base = moduleOf('base', []);
  const a = moduleOf('a', [], ['base']);
  const b = moduleOf('b', [], ['base']);
  expect(namesOf(sortModules(modulesByName(base, a, b), [b, a]))).toEqual(['base', 'b', 'a']);
});

test('a module hides an extension of the same name', () => {
  const citext = moduleOf('citext', []);
  const a = moduleOf('a', [], ['citext']);
  const closure = sortModules(modulesByName(citext, a), [a]);
  expect(closure.extensions.size).toBe(0);
  expect(namesOf(closure)).toEqual(['citext', 'a']);
});

test.each([
  ['a module that requires itself', [['a', ['a']]], ['a', 'a']],
  [
    'a cycle over three modules',
    [
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['a']],
    ],
    ['a', 'b', 'c', 'a'],
  ],
] as const)('%s is reported as a cycle, once', (_name, requirements, cycle) => {
  const modules = requirements.map(([name, requires]) => moduleOf(name, [], requires));
  const { problems } = sortModules(modulesByName(...modules), [modules[0]!]);
  expect(problems.map(({ code, fields }) => [code, 'cycle' in fields && fields.cycle])).toEqual([
    ['CIRCULAR_DEPENDENCY', cycle],
  ]);
});

test('a bare module requires the modules that its plan names', () => {
  const base = moduleOf('base', ['x']);
  const bare = { ...moduleOf('bare', ['y [base:x]']), control: undefined };
  expect(namesOf(sortModules(modulesByName(base, bare), [bare]))).toEqual(['base', 'bare']);
});
