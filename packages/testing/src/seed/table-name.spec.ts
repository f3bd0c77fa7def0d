import { quoteTable } from './table-name.js';

test.each([
  ['users', '"users"'],
  ['app.Users', '"app"."Users"'],
  ['app.users; drop table x', '"app"."users; drop table x"'],
  ['"odd.schema"."Odd ""table"""', '"odd.schema"."Odd ""table"""'],
])('quotes %s', (name, expected) => {
  expect(quoteTable(name)).toBe(expected);
});

test.each(['', '.', 'a.', '.a', 'a.b.c', 'a"b', '"a', '""', '"a"b'])('refuses %j', (name) => {
  expect(() => quoteTable(name)).toThrow('write table or schema.table');
});
