import fc from 'fast-check';
import type { DeployedChange, DeployedRequirement } from '../model/index.js';
import { changeKey, type ChangeKey } from './references.js';
import { deployedGraph, planRemoval } from './removal.js';

function deployed(...keys: readonly string[]): readonly DeployedChange[] {
  return keys.map((key) => {
    const [module = '', change = ''] = key.split(':');
    return { module, change, hash: '', deployedAt: '' };
  });
}

function requirement(from: string, requires: string): DeployedRequirement {
  const [module = '', change = ''] = from.split(':');
  return { module, change, requires };
}

const tagOf = (): undefined => undefined;
const keysOf = (rows: readonly DeployedChange[]): readonly ChangeKey[] =>
  rows.map((row) => changeKey(row.module, row.change));

test('dependants go too, across modules, last deployed first; unrelated modules stay', () => {
  const graph = deployedGraph(
    deployed('a:1', 'a:2', 'x:1', 'b:1', 'c:1'),
    [requirement('b:1', 'a:2'), requirement('c:1', 'b:1'), requirement('a:2', 'a:1')],
    tagOf,
  );
  const removal = planRemoval(graph, new Set(['a:2']));
  expect(keysOf(removal.changes)).toEqual(['c:1', 'b:1', 'a:2']);
  expect(keysOf(removal.dependants)).toEqual(['c:1', 'b:1']);
});

test.each([
  ['a bare name', '1', () => undefined],
  ['a tag kept as text', 'a:@v1', () => '1'],
])('reads %s as a requirement', (_name, requires, resolveTag) => {
  const graph = deployedGraph(deployed('a:1', 'a:2'), [requirement('a:2', requires)], resolveTag);
  expect(keysOf(planRemoval(graph, new Set(['a:1'])).changes)).toEqual(['a:2', 'a:1']);
});

test('no change goes before one that requires it, and nothing that stays requires what goes', () => {
  const size = 12;
  const edges = fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 30 });
  fc.assert(
    fc.property(edges, fc.subarray([...Array(size).keys()]), (pairs, chosen) => {
      const rows = deployed(...Array.from({ length: size }, (_, n) => `m:${n}`));
      const requirements = pairs
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => requirement(`m:${Math.max(a, b)}`, `m:${Math.min(a, b)}`));
      const removal = planRemoval(
        deployedGraph(rows, requirements, tagOf),
        new Set(chosen.map((n): ChangeKey => `m:${n}`)),
      );
      const order = new Map(removal.changes.map((row, place) => [row.change, place]));
      for (const { change, requires } of requirements) {
        const required = order.get(requires.slice(2));
        if (required !== undefined) expect(order.get(change)).toBeLessThan(required);
      }
    }),
  );
});
