import fc from 'fast-check';
import type { ScriptKind } from '../../model/index.js';
import { checkScript } from './check.js';
import { prepareScript } from './prepare.js';

const inTransaction = { noTransaction: false, irreversible: false };

function check(text: string, kind: ScriptKind = 'deploy'): readonly object[] {
  return checkScript(text, kind, 'deploy/x.sql', inTransaction).map(({ code, severity, fields, place, hint }) => {
    expect(place?.file).toBe('deploy/x.sql');
    expect(hint ?? code).toEqual(expect.any(String));
    return { code, ...(severity === 'warning' && { severity }), ...fields, at: [place?.line, place?.column] };
  });
}

test.each([
  ['\\set x 1\nselect 1;', '\\set', [1, 1]],
  ['select 1;\n  \\i other.sql\n', '\\i', [2, 3]],
  ["\\echo it's fine\nselect 1;", '\\echo', [1, 1]],
  ['select 1 \\gset\n', '\\gset', [1, 10]],
  ['select 1;\n\\.\n', '\\.', [2, 1]],
  ['\\! rm x', '\\!', [1, 1]],
  ['\\', '\\', [1, 1]],
  ['-- a\ncopy t from stdin;\n1\n\\.\n', 'COPY … FROM STDIN', [2, 1]],
])('%j: psql only', (text, command, at) => expect(check(text)).toEqual([{ code: 'UNSUPPORTED_PSQL', command, at }]));

test.each(["select 'a\n\\set x 1\n';", '/*\n\\i x\n*/', '-- \\i x', 'do $$\n\\i x\n$$;', "select e'\\\\n';"])(
  '%j: no psql',
  (text) => expect(check(text)).toEqual([]),
);

test.each([
  ['create index concurrently i on t (a)', 'CREATE INDEX CONCURRENTLY'],
  ['CREATE UNIQUE INDEX /* now */ CONCURRENTLY i on t (a)', 'CREATE UNIQUE INDEX CONCURRENTLY'],
  ['drop index concurrently i', 'DROP INDEX CONCURRENTLY'],
  ['reindex table concurrently t', 'REINDEX … CONCURRENTLY'],
  ['reindex (verbose, concurrently) index i', 'REINDEX … CONCURRENTLY'],
  ['reindex schema app', 'REINDEX SCHEMA'],
  ['reindex (verbose) database', 'REINDEX DATABASE'],
  ['vacuum analyze t', 'VACUUM'],
  ['create database d', 'CREATE DATABASE'],
  ['drop database if exists d', 'DROP DATABASE'],
  ['alter database d set tablespace s', 'ALTER DATABASE … SET TABLESPACE'],
  ["create tablespace s location '/x'", 'CREATE TABLESPACE'],
  ['drop tablespace s', 'DROP TABLESPACE'],
  ["alter system set work_mem = '4MB'", 'ALTER SYSTEM'],
  ["create subscription s connection 'x' publication p", 'CREATE SUBSCRIPTION'],
  ['alter subscription s refresh publication', 'ALTER SUBSCRIPTION … REFRESH PUBLICATION'],
  ['alter subscription s add publication p', 'ALTER SUBSCRIPTION … ADD PUBLICATION'],
  ['drop subscription s', 'DROP SUBSCRIPTION'],
  ['discard all', 'DISCARD ALL'],
  ['cluster', 'CLUSTER without a table'],
  ['cluster (verbose)', 'CLUSTER without a table'],
  ['alter table t detach partition p concurrently', 'ALTER TABLE … DETACH PARTITION CONCURRENTLY'],
])('%s cannot run in a transaction', (text, statement) => {
  expect(check(`-- Deploy x\n\n${text};`)).toEqual([{ code: 'NEEDS_NO_TRANSACTION', statement, at: [3, 1] }]);
  const directives = { ...inTransaction, noTransaction: true };
  expect(checkScript(text, 'deploy', 'x.sql', directives)).toEqual([]);
});

test('the hint names the line to add', () => {
  const [problem] = checkScript('vacuum;', 'deploy', 'x.sql', inTransaction);
  expect(problem?.hint).toContain('"-- pgpm: no-transaction"');
});

test.each([
  'create index concurrently_i on t (a)',
  'reindex table t',
  'reindex (concurrently false) table t'.replace('concurrently false', 'verbose'),
  'refresh materialized view concurrently v',
  'analyze t',
  'cluster t using i',
  'cluster verbose t',
  'discard temp',
  'alter database d set work_mem = 1',
  'alter table t detach partition concurrently',
  "create subscription s connection 'x' publication p with (connect = false)",
  'alter subscription s disable',
  'alter subscription s set publication p with (refresh = false)',
  'alter subscription s set (slot_name = none); drop subscription s',
  'create table vacuum (a int)',
  "comment on table t is 'vacuum;'",
])('%s can', (text) => expect(check(text)).toEqual([]));

test.each([
  ["alter type mood add value 'calm'; insert into t values ('calm')", 'calm'],
  ["alter type app.mood add value if not exists 'it''s' after 'x'; select 'it''s'::app.mood", "it's"],
  ["alter type mood add value 'calm'; do $$ begin perform 'calm'::mood; end $$", 'calm'],
  [
    "alter type mood add value 'calm'; create function f() returns mood language sql as $$ select 'calm'::mood $$",
    'calm',
  ],
])('%s uses a value too early', (text, value) => {
  expect(check(text)).toEqual([
    { code: 'NEEDS_NO_TRANSACTION', statement: `ALTER TYPE … ADD VALUE '${value}'`, at: [1, 1] },
  ]);
});

test.each([
  ["alter type mood add value 'calm'; select 'other'"],
  ["select 'calm'; alter type mood add value 'calm'"],
  ["alter type mood add value 'calm'; alter type mood add value 'glad' after 'calm'"],
  ["alter type mood add value 'calm'; comment on type mood is 'calm'"],
  ["create type mood as enum ('glad'); alter type mood add value 'calm'; select 'calm'::mood"],
  [
    "alter type mood add value 'calm'; create function f() returns text language plpgsql as $$ begin return 'calm'; end $$",
  ],
])('%s does not', (text) => expect(check(text)).toEqual([]));

test.each([
  ['begin; select 1; commit; select 2;', 'commit', 'would end the transaction of the run', [1, 18]],
  [
    'select 1;\nrollback work and chain; select 2;',
    'rollback work and chain',
    'would end the transaction of the run',
    [2, 1],
  ],
  [
    'select 1; begin; select 2;',
    'begin',
    'does not stand at the start of the script, and the run already has a transaction',
    [1, 11],
  ],
  [
    'select 1; set transaction read only;',
    'set transaction read only',
    'would keep the run from recording the change',
    [1, 11],
  ],
])('%j: transaction control', (text, statement, effect, at) => {
  expect(check(text)).toEqual([{ code: 'TRANSACTION_CONTROL', statement, effect, at }]);
});

test('what is cut out and meant something is a warning', () => {
  expect(check('begin; delete from t; rollback;')).toMatchObject([{ severity: 'warning', statement: 'rollback' }]);
  expect(check('begin; select 1; rollback;', 'verify')).toEqual([]);
  expect(check('begin isolation level serializable; select 1; commit;')).toMatchObject([{ severity: 'warning' }]);
});

test('a setting for later transactions has no effect, and a verify script may make its own read-only', () => {
  expect(check('set session characteristics as transaction isolation level serializable;')).toMatchObject([
    { severity: 'warning', effect: expect.stringContaining('no effect') },
  ]);
  expect(check('set transaction read only; select 1;', 'verify')).toEqual([]);
});

test.each([
  ["select 'a", 'string is not closed', [1, 8]],
  ['select 1;\n/* a', 'comment is not closed', [2, 1]],
  ['select (1;', 'parenthesis is not closed', [1, 8]],
  ['select 1;\n\0', 'the script holds a NUL character, which the server cannot read', [2, 1]],
])('%j: not for the server', (text, reason, at) =>
  expect(check(text)).toMatchObject([{ code: 'SQL_SYNTAX', reason, at }]),
);

test('problems are in the order of the text', () => {
  const text = 'vacuum;\n\\x\nselect 1;\ncommit;\nselect 2;\ncopy t from stdin;\n\\.\n';
  expect(check(text).map((problem) => 'at' in problem && problem.at)).toEqual([
    [1, 1],
    [2, 1],
    [4, 1],
    [6, 1],
  ]);
});

test('a prepared script goes to the server as written, without mark and transaction statements', () => {
  const text = '\uFEFF-- Deploy a to pg\nBEGIN;\nselect 1; -- é\nCOMMIT;\n';
  const { header, sql, statements, problems } = prepareScript(text, 'deploy', 'deploy/a.sql');
  expect(header).toMatchObject({ kind: 'deploy', change: 'a', line: 1 });
  expect(sql).toBe(' -- Deploy a to pg\n      \nselect 1; -- é\n       \n');
  expect(statements).toEqual([{ start: 26, end: 34, line: 3, words: ['SELECT'] }]);
  expect(problems).toEqual([]);
});

test('with the directive a script keeps its transactions', () => {
  const text = '-- pgpm: no-transaction\nvacuum;\nbegin;\nselect 1;\ncommit;\nselect 2;\ncommit;';
  const { sql, statements, problems } = prepareScript(text, 'deploy', 'deploy/a.sql');
  expect({ sql, problems, count: statements.length }).toEqual({ sql: text, problems: [], count: 6 });
});

test('any text can be prepared', () => {
  const piece = fc.constantFrom(
    'begin;',
    'commit',
    ';',
    'alter type t add value ',
    "'a'",
    '$$',
    '\\x ',
    'copy t from stdin;',
    '\n',
    '-- pgpm: x\n',
    'reindex (',
    'cluster',
    ')',
    'alter subscription ',
    'set ',
    'publication',
    '=',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
      const text = pieces.join('');
      expect(prepareScript(text, 'verify', 'x.sql').sql).toHaveLength(text.length);
    }),
  );
});
