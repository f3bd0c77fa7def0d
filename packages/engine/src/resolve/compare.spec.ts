import { moduleOf } from '../../test/support/modules.js';
import type { DeployedChange } from '../model/index.js';
import { comparePlan, deployedAfter, pendingChanges } from './compare.js';

const { plan } = moduleOf('app', ['a', 'b', 'c', 'd']);
const rows = (...names: readonly string[]): readonly DeployedChange[] =>
  names.map((change) => ({ module: 'app', change, hash: '', deployedAt: '' }));
const names = (changes: readonly { readonly name: string }[]): readonly string[] =>
  changes.map((change) => change.name);

test.each([
  ['nothing deployed', [], undefined, ['a', 'b', 'c', 'd']],
  ['all deployed', ['a', 'b', 'c', 'd'], undefined, []],
  ['up to a target, inclusive', ['a'], 2, ['b', 'c']],
  ['a target that is deployed', ['a', 'b'], 1, []],
  ['a gap', ['a', 'c'], undefined, ['b', 'd']],
])('pending: %s', (_name, deployed, place, expected) => {
  expect(names(pendingChanges(plan, new Set(deployed), place))).toEqual(expected);
});

test('what is deployed after a place excludes the place itself', () => {
  expect(names(deployedAfter(plan, new Set(['a', 'b', 'd']), 0))).toEqual(['b', 'd']);
});

test('tells deployed, pending and orphaned changes apart', () => {
  const state = comparePlan(plan, rows('a', 'gone', 'b'));
  expect(state.deployed.map((row) => row.change)).toEqual(['a', 'b']);
  expect(names(state.pending)).toEqual(['c', 'd']);
  expect(state.orphaned.map((row) => row.change)).toEqual(['gone']);
  expect(state.inversion).toBeUndefined();
});

test('finds the first two changes that were deployed the other way round', () => {
  const { inversion } = comparePlan(plan, rows('a', 'c', 'b', 'd'));
  expect([inversion?.planned.change, inversion?.deployedBefore.change]).toEqual(['b', 'c']);
});
