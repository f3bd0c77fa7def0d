import fc from 'fast-check';
import { parseScriptHeader } from './header.js';

const none = { requires: [], conflicts: [], directives: { noTransaction: false, irreversible: false } };

test.each([
  ['-- Deploy a/b to pg', { kind: 'deploy', change: 'a/b' }],
  ['-- Deploy mod:a/b to pg', { kind: 'deploy', module: 'mod', change: 'a/b' }],
  ['-- Deploy mod:a/b', { kind: 'deploy', module: 'mod', change: 'a/b' }],
  ['-- Deploy a/b', { kind: 'deploy', change: 'a/b' }],
  ['-- Deploy: a/b', { kind: 'deploy', change: 'a/b' }],
  ['-- Deploy :a/b', { kind: 'deploy', change: 'a/b' }],
  ['--Deploy a/b to pg', { kind: 'deploy', change: 'a/b' }],
  ['-- Revert a/b from pg', { kind: 'revert', change: 'a/b' }],
  ['-- Revert: a/b', { kind: 'revert', change: 'a/b' }],
  ['-- Verify a/b  on pg', { kind: 'verify', change: 'a/b' }],
  ['-- Verify: a/b', { kind: 'verify', change: 'a/b' }],
  ['-- Deploy a/b to pg  \r', { kind: 'deploy', change: 'a/b' }],
  ['-- deploy a', {}],
  ['-- Deployment notes', {}],
  ['-- Deploy', {}],
  ['-- Deploy the thing that we need', {}],
  ['-- Deploy a/../b', {}],
])('reads %s', (line, expected) => {
  const { header, problems } = parseScriptHeader(`${line}\nselect 1;`);
  expect(header).toEqual({ ...none, ...expected, ...('kind' in expected && { line: 1 }) });
  expect(problems).toEqual([]);
});

test('reads the whole block: the first identity, every reference, comments in between', () => {
  const text = [
    '\uFEFF',
    '-- Deploy jobs:tables/job to pg',
    '-- made with care',
    '-- Deploy other to pg',
    '-- requires: schemas/app',
    '--requires:types:email@v1  ',
    '',
    '-- conflicts: old',
    '-- pgpm: no-transaction',
    '-- pgpm: irreversible',
    '-- pgpm: timeout 30s',
    '--pgpm:lock-timeout 500 ms',
    '-- pgpm: role "App ""Owner"""',
    'create table job ();',
  ].join('\r\n');
  expect(parseScriptHeader(text)).toEqual({
    header: {
      kind: 'deploy',
      module: 'jobs',
      change: 'tables/job',
      line: 2,
      requires: [
        { text: 'schemas/app', change: 'schemas/app', line: 5, column: 1 },
        { text: 'types:email@v1', module: 'types', change: 'email', tag: 'v1', line: 6, column: 1 },
      ],
      conflicts: [{ text: 'old', change: 'old', line: 8, column: 1 }],
      directives: {
        noTransaction: true,
        irreversible: true,
        timeout: '30s',
        lockTimeout: '500 ms',
        role: 'App "Owner"',
      },
    },
    problems: [],
  });
});

test('a verify script that always passes says why', () => {
  const { header } = parseScriptHeader('-- Verify a on pg\n-- pgpm: verify-always-passes  there is nothing to see\n');
  expect(header.directives.verifyAlwaysPasses).toBe('there is nothing to see');
});

test('a role without quotes is lower case, as in SQL', () => {
  expect(parseScriptHeader('-- pgpm: role App_Owner').header.directives.role).toBe('app_owner');
});

test.each([
  ['-- pgpm: no-transactions', 'UNKNOWN_DIRECTIVE'],
  ['-- pgpm:', 'UNKNOWN_DIRECTIVE'],
  ['-- pgpm: No-Transaction', 'UNKNOWN_DIRECTIVE'],
  ['-- pgpm: no-transaction please', 'INVALID_DIRECTIVE'],
  ['-- pgpm: timeout', 'INVALID_DIRECTIVE'],
  ['-- pgpm: timeout soon', 'INVALID_DIRECTIVE'],
  ['-- pgpm: timeout 5 minutes', 'INVALID_DIRECTIVE'],
  ['-- pgpm: role', 'INVALID_DIRECTIVE'],
  ['-- pgpm: verify-always-passes', 'INVALID_DIRECTIVE'],
  ['-- pgpm: role a b', 'INVALID_DIRECTIVE'],
  ["-- pgpm: role x'; drop", 'INVALID_DIRECTIVE'],
])('%s is an error', (line, code) => {
  const { problems } = parseScriptHeader(`-- Deploy a\n  ${line}\nselect 1;`, 'deploy/a.sql');
  expect(problems).toMatchObject([{ code, severity: 'error', place: { file: 'deploy/a.sql', line: 2, column: 3 } }]);
});

test('one line takes one reference', () => {
  const { header, problems } = parseScriptHeader('-- requires: a b');
  expect(header.requires).toEqual([]);
  expect(problems).toMatchObject([{ code: 'UNSUPPORTED_REFERENCE', severity: 'warning', place: { line: 1 } }]);
});

test('header lines behind the header are not honoured, and said to be', () => {
  const text =
    '-- requires: a\n\nselect 1;\n\n-- requires: b\n-- see requires: c\n  -- requires: d\n-- pgpm: irreversible\n';
  const { header, problems } = parseScriptHeader(text, 'deploy/x.sql');
  expect(header.requires.map(({ text }) => text)).toEqual(['a']);
  expect(header.directives.irreversible).toBe(false);
  expect(problems).toMatchObject([
    { code: 'HEADER_REQUIRES_IN_BODY', severity: 'warning', fields: { reference: 'b' }, place: { line: 5 } },
    { code: 'INVALID_DIRECTIVE', severity: 'warning', fields: { directive: 'irreversible' }, place: { line: 8 } },
  ]);
});

test('any text has a header', () => {
  const line = fc.oneof(
    fc.constantFrom('-- Deploy ', '--', '-- requires: ', '-- pgpm: ', '\n', ':', 'a', ' to pg'),
    fc.string(),
  );
  fc.assert(fc.property(fc.array(line), (lines) => expect(parseScriptHeader(lines.join('')).header).toBeDefined()));
});
