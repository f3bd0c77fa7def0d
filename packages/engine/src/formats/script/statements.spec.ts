import fc from 'fast-check';
import { statementRows } from '../../../test/support/statement-rows.js';
import { Lexer } from './lexer.js';
import { scanScript, splitStatements } from './statements.js';

test.each(statementRows)('%s', (_, script, expected) => {
  expect(splitStatements(script).map(({ start, end }) => script.slice(start, end))).toEqual(expected);
});

test.each([
  ['a string', "select 1; select 'a; b", ["select 'a; b"], 'string', 17],
  ['an escape string', "select E'a\\'; b", ["select E'a\\'; b"], 'string', 8],
  ['an identifier', 'select "a; b', ['select "a; b'], 'quoted identifier', 7],
  ['a dollar-quoted string', 'select $a$ ; $b$ ;', ['select $a$ ; $b$ ;'], 'dollar-quoted string', 7],
  ['a comment', 'select 1; /* /* */ ; select 2', ['select 1'], 'comment', 10],
  ['a parenthesis', 'select (1; select 2;', ['select (1; select 2;'], 'parenthesis', 7],
  [
    'a body',
    'create procedure p() begin atomic select 1;',
    ['create procedure p() begin atomic select 1;'],
    'BEGIN ATOMIC body',
    21,
  ],
])('reaches to the end when %s is not closed', (_, script, expected, what, start) => {
  const scanned = scanScript(script);
  const texts = scanned.statements.map((statement) => script.slice(statement.start, statement.end));
  expect(texts.slice(-expected.length)).toEqual(expected);
  expect(scanned.unterminated).toEqual({ what, start });
});

test('a statement knows its line and its first words', () => {
  const script =
    '-- a\n\ncreate unique\n index concurrently i on t (a);\n  ALTER TYPE app.mood add value $$x$$;\n"a" b;';
  expect(splitStatements(script).map(({ line, words }) => ({ line, words }))).toEqual([
    { line: 3, words: ['CREATE', 'UNIQUE', 'INDEX', 'CONCURRENTLY', 'I', 'ON'] },
    { line: 5, words: ['ALTER', 'TYPE', 'APP'] },
    { line: 6, words: [] },
  ]);
});

test('a word beyond ASCII never turns into a keyword', () => {
  expect(splitStatements('commıt; end').map(({ words }) => words)).toEqual([['commıt'], ['END']]);
});

test('the data of a COPY is not SQL', () => {
  const script = "copy t from stdin;\n1\tit's\n2\t\\N\n\\.\nselect 1;\nCOPY u (a) FROM STDIN (format csv);\n';\n\\.\n";
  const { statements, copies, metaCommands } = scanScript(script);
  expect(statements.map(({ start, end }) => script.slice(start, end))).toEqual([
    'copy t from stdin',
    'select 1',
    'COPY u (a) FROM STDIN (format csv)',
  ]);
  expect(copies).toHaveLength(2);
  expect(metaCommands).toEqual([]);
});

test.each([
  'copy t to stdout',
  "copy t from '/stdin'",
  'copy (select 1 from stdin) to stdout',
  'copy stdin from program $$x$$',
])('%s reads no data', (script) => expect(scanScript(script).copies).toEqual([]));

/** Pieces that matter to the lexer, in any order. */
const hostileText = fc
  .array(
    fc.constantFrom(
      ...["'", '"', '$$', '$a$', '$', '--', '/*', '*/', '\n', '\r', ';', '(', ')', '\\', "E'", 'U&', 'é', '\0', ' '],
      ...['begin', ' atomic ', 'end', 'create function', 'case', 'copy', ' from', ' stdin', '\\.', 'a1', '1', '\uFEFF'],
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

test('hostile text: statements are ordered, and cover everything but blanks, comments, semicolons and psql', () => {
  fc.assert(
    fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary' })), (script) => {
      const { statements, copies } = scanScript(script);
      let end = 0;
      for (const statement of statements) {
        expect(statement.start).toBeGreaterThanOrEqual(end);
        expect(statement.end).toBeGreaterThan(statement.start);
        end = statement.end;
      }
      if (copies.length > 0) return;
      for (const lexer = new Lexer(script); lexer.next();) {
        if (lexer.kind === 'meta' || lexer.isSymbol(';')) continue;
        expect(statements.some(({ start, end }) => start <= lexer.start && lexer.end <= end)).toBe(true);
      }
    }),
  );
});

/** The shortest of three runs, in milliseconds. */
function timeOf(script: string): number {
  const times = [1, 2, 3].map(() => {
    const started = performance.now();
    scanScript(script);
    return performance.now() - started;
  });
  return Math.min(...times);
}

test('takes time in proportion to the text, whatever it holds', () => {
  const size = 400_000;
  const ordinary = timeOf("insert into app.accounts (id, name) values (1, 'one'); -- note\n".repeat(size / 64));
  const pieces = [
    ...["'' ", '"" ', "E'' ", "E'\n", '/* ', '/*/', '-- \r', '$a', '$a$ $b', '(', ');', 'x;', '\n', '\\x '],
    ...['copy t from stdin;', "copy t from stdin;\n'\n", 'create procedure p() begin atomic '],
  ];
  for (const piece of pieces) expect(timeOf(piece.repeat(size / piece.length))).toBeLessThan(50 * ordinary + 50);
});
