import { CliError } from '../cli/failures.js';
import { shard, takeShard } from './shard.js';

test('the parts together are the whole, and as equal as can be', () => {
  const all = ['a', 'b', 'c', 'd', 'e'];
  const parts = ['1/3', '2/3', '3/3'].map((text) => takeShard(all, shard.read(text)));
  expect(parts).toEqual([['a', 'd'], ['b', 'e'], ['c']]);
  expect(takeShard(all, shard.read(undefined))).toEqual(all);
  expect(takeShard(all, shard.read('7/9'))).toEqual([]);
});

test.each(['', '0/3', '4/3', '1', '1/0', '-1/3', '1/3/5', 'a/b', '1.5/3'])('%j is refused', (text) => {
  expect(() => shard.read(text)).toThrow(CliError);
});
