import { groupByColumns } from './json.js';

test('neighbours with the same columns are one group, in any order of the columns', () => {
  const rows = [{ a: 1, b: 2 }, { b: 3, a: 4 }, { a: 5 }, { a: 6, b: 7 }, { a: 8, b: undefined }, {}];
  expect(groupByColumns(rows)).toEqual([
    { columns: ['a', 'b'], rows: [rows[0], rows[1]] },
    { columns: ['a'], rows: [rows[2]] },
    { columns: ['a', 'b'], rows: [rows[3]] },
    { columns: ['a'], rows: [rows[4]] },
    { columns: [], rows: [rows[5]] },
  ]);
});
