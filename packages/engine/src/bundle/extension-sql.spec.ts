import { prepareScript } from '../formats/sql.js';
import { extensionSql } from './extension-sql.js';

const sqlOf = (text: string): string =>
  extensionSql('m', [{ name: 'c', script: prepareScript(text, 'deploy', 'c.sql') }])
    .split('\n')
    .slice(3)
    .join('\n');

test('the file begins with a line that stops psql, and names each change', () => {
  const script = prepareScript('select 1;', 'deploy', 'c.sql');
  expect(extensionSql('m', [{ name: 'a/b', script }])).toBe(
    '\\echo Use "CREATE EXTENSION m" to load this file. \\quit\n\n-- change: a/b\nselect 1;\n',
  );
});

test.each([
  ['transaction statements', 'BEGIN;\nselect 1;\nCOMMIT;', 'select 1;\n'],
  ['create extension', 'create extension citext;\nselect 1;', 'select 1;\n'],
  ['create extension without a semicolon', 'select 1;\ncreate extension if not exists citext', 'select 1;\n'],
])('%s is left out', (_name, text, expected) => {
  expect(sqlOf(text)).toBe(expected);
});

test.each([
  ['nothing but a comment', '-- nothing to do', '-- nothing to do\n'],
  ['an empty script', '', '\n'],
  ['a last statement without a semicolon', 'select 1', 'select 1\n;\n'],
  ['a comment behind it', 'select 1 -- one', 'select 1 -- one\n;\n'],
])('ends well: %s', (_name, text, expected) => {
  expect(sqlOf(text)).toBe(expected);
});

test.each([
  ['set local work_mem = 1;', 'reset work_mem;'],
  ['set session authorization bob;', 'reset session authorization;'],
  ['set session role bob;', 'reset role;'],
  ["set time zone 'UTC';", 'reset timezone;'],
  ["set names 'utf8';", 'reset client_encoding;'],
  ['set xml option document;', 'reset xmloption;'],
  ["set my.custom = 'x';", 'reset my.custom;'],
  ['set local "work_mem" = 1;', 'reset work_mem;'],
  ["select set_config('work_mem', '1MB', false);", 'reset work_mem;'],
])('what is set is reset: %s', (text, expected) => {
  expect(sqlOf(text)).toBe(`${text}\n${expected}\n`);
});

test.each([
  'set search_path = x;',
  `set schema 'x';`,
  'reset search_path;',
  `do $$ begin perform set_config('search_path', '', false); end $$;`,
])('the path of the extension comes back behind %s', (text) => {
  const [before, own, after, ...end] = sqlOf(text).trim().split('\n');
  expect([before, own, after, end]).toEqual([
    `select pg_catalog.set_config('pgpm.search_path', pg_catalog.current_setting('search_path'), true);`,
    text,
    `select pg_catalog.set_config('search_path', pg_catalog.current_setting('pgpm.search_path'), true);`,
    ['', 'reset search_path;'],
  ]);
});

test.each([
  'set constraints all deferred;',
  'set transaction read only;',
  'set seed to 0.5;',
  'create function f() returns int language sql set search_path = x as $$ select 1 $$;',
])('nothing is to be undone of %s', (text) => expect(sqlOf(text)).toBe(`${text}\n`));
