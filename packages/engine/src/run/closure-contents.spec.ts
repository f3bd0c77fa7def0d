import { openWorkspace } from '../index.js';
import { readClosure } from './closure-contents.js';
import { thrown } from '../../test/support/thrown.js';
import { table, TemporaryWorkspace, type ModuleFiles } from '../../test/support/workspace.js';

const base: ModuleFiles = { plan: ['a', 'b [a]'], requires: ['citext'], scripts: { a: table('a'), b: table('b') } };
const shop: ModuleFiles = { plan: ['c [base:a]'], requires: ['base'], scripts: { c: table('c') } };

/** The contents of `shop` in a workspace of its own, which differs as the test says. */
function contentsOf(changes: Readonly<Record<string, ModuleFiles>>, target = 'shop') {
  const workspace = new TemporaryWorkspace({ base, shop, ...changes });
  try {
    return readClosure({ workspace: openWorkspace(workspace.root), targets: [target] });
  } finally {
    workspace.remove();
  }
}

test('lists modules, extensions and scripts in deploy order', () => {
  expect(contentsOf({})).toEqual({
    modules: ['base', 'shop'],
    extensions: ['citext'],
    scripts: ['create table public.a ();\n', 'create table public.b ();\n', 'create table public.c ();\n'],
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('the digest depends neither on the place, nor on what is not deployed', () => {
  const { digest } = contentsOf({});
  expect(contentsOf({ other: { plan: ['x'], scripts: { x: table('x') } } }).digest).toBe(digest);
  const revert = { ...table('c'), revert: 'select 1;', verify: 'select 2;' };
  expect(contentsOf({ shop: { ...shop, scripts: { c: revert } } }).digest).toBe(digest);
});

test.each<[string, Readonly<Record<string, ModuleFiles>>]>([
  ['a script', { base: { ...base, scripts: { ...base.scripts, b: table('other') } } }],
  ['a script that goes missing', { base: { ...base, scripts: { a: table('a') } } }],
  ['the order of changes', { base: { ...base, plan: ['b', 'a'] } }],
  ['a requirement', { base: { ...base, plan: ['a', 'b'] } }],
  ['a new change', { base: { ...base, plan: ['a', 'b', 'd'], scripts: { ...base.scripts, d: table('d') } } }],
  ['a tag', { base: { ...base, plan: ['a', '@v1 2020-01-01T00:00:00Z Ann <ann@example.com>', 'b [a]'] } }],
  ['an extension', { base: { ...base, requires: ['hstore'] } }],
])('%s changes the digest', (_, changes) => {
  expect(contentsOf(changes).digest).not.toBe(contentsOf({}).digest);
});

test('broken plans are told before anything is read', () => {
  const error = thrown(() => contentsOf({ base: { ...base, plan: ['a', 'a'] } }));
  expect(error).toMatchObject({ code: 'PLAN_DUPLICATE_CHANGE' });
});
