import fc from 'fast-check';
import { splitStatements } from './statements.js';
import { findTransactionControl, transactionFreeText } from './transaction.js';

function cut(text: string): string {
  return transactionFreeText(text, splitStatements(text)).sql;
}

test.each([
  ['begin and commit', 'BEGIN;\nselect 1;\nCOMMIT;\n', '      \nselect 1;\n       \n'],
  ['begin and end', 'begin work; select 1; end;', '            select 1;     '],
  [
    'start transaction and rollback',
    'START TRANSACTION; select 1; ROLLBACK;',
    '                   select 1;          ',
  ],
  ['abort', 'begin transaction; select 1; abort', '                   select 1;      '],
  ['commit and chain', 'begin; select 1; commit and chain;', '       select 1;                  '],
  ['a begin with modes', 'BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY; select 1;', ' '.repeat(46) + ' select 1;'],
  ['only a commit', 'select 1; commit;', 'select 1;        '],
  ['only a begin', 'begin; select 1;', '       select 1;'],
  ['comments that surround it', '-- a\nbegin /* b */ ; -- c\nselect 1;', `-- a\n${' '.repeat(16)}-- c\nselect 1;`],
  ['comments inside, line by line', 'begin /* é\r\n */ work;\nselect 1;', '          \r\n         \nselect 1;'],
  [
    'a begin behind settings',
    "set client_min_messages = 'warning'; begin; select 1; commit;",
    "set client_min_messages = 'warning';        select 1;        ",
  ],
])('cuts out %s', (_, text, expected) => expect(cut(text)).toBe(expected));

test.each([
  ['savepoints', 'select 1; savepoint a; rollback to savepoint a; release a;'],
  ['a rollback to a savepoint in long', 'savepoint a; select 1; rollback work to a;'],
  ['words in strings', "select 'begin; commit;';"],
  ['bodies of functions', 'do $$ begin commit; end $$;'],
  ['bodies in standard SQL', 'create procedure p() begin atomic select 1; end;'],
  ['begin and commit inside', 'select 1; begin; select 2; commit; select 3;'],
])('leaves %s alone', (_, text) => expect(cut(text)).toBe(text));

test('what is left to run has no transaction statements', () => {
  const text = 'begin;\nselect 1;\nselect 2;\ncommit;';
  const { sql, statements } = transactionFreeText(text, splitStatements(text));
  expect(statements.map(({ start, end }) => sql.slice(start, end))).toEqual(['select 1', 'select 2']);
});

test.each([
  ['a commit in the middle', 'begin; a; commit; b; commit;', ['commit']],
  ['a rollback in the middle', 'rollback; select 1;', ['rollback']],
  ['a second begin', 'begin; a; begin; b; commit;', ['begin']],
  ['a late begin', 'a; start transaction; b;', ['start transaction']],
  [
    'two-phase commit',
    "a; prepare transaction 'x'; commit prepared 'x'; rollback prepared 'x';",
    ["prepare transaction 'x'", "commit prepared 'x'", "rollback prepared 'x'"],
  ],
  ['nothing in a prepared statement', 'prepare p as select 1; execute p;', []],
])('refuses %s', (_, text, expected) => {
  const { refused } = findTransactionControl(splitStatements(text));
  expect(refused.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
});

test('cutting never moves anything', () => {
  const piece = fc.constantFrom(
    'begin;',
    'commit;',
    'rollback;',
    ' ',
    '\n',
    '\r\n',
    'select 1;',
    "'x'",
    '-- c\n',
    '/* \n */',
    'é',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('');
      const sql = cut(text);
      expect(sql).toHaveLength(text.length);
      expect([...sql.matchAll(/\r?\n/g)].map(({ index }) => index)).toEqual(
        [...text.matchAll(/\r?\n/g)].map(({ index }) => index),
      );
      for (let at = 0; at < text.length; at++) expect([text[at], ' ']).toContain(sql[at]);
    }),
  );
});
