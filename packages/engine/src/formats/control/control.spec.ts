import fc from 'fast-check';
import { parseControl } from './parse.js';
import { editControlRequires, editControlVersion, printControl } from './print.js';

function read(text: string): object {
  const { control, problems } = parseControl(text, 'modules/app/app.control');
  expect(problems).toEqual([]);
  return control;
}

const none = { file: 'modules/app/app.control', name: 'app', requires: [] };

test.each([
  ['', {}],
  ['# only a comment\n\n', {}],
  ["comment = 'an app'", { comment: 'an app' }],
  ["comment='it''s; # an app' # really", { comment: "it's; # an app" }],
  ["  comment\t=  'indented'  ", { comment: 'indented' }],
  ["comment 'without a sign'", { comment: 'without a sign' }],
  ["comment = 'a\\tb\\\\ \\'c\\' \\101'", { comment: "a\tb\\ 'c' A" }],
  ["comment = ''", { comment: '' }],
  ["default_version = '1.2.3-rc.1'", { defaultVersion: '1.2.3-rc.1' }],
  ['default_version = 1.2.3', { defaultVersion: '1.2.3' }],
  ["module_pathname = '$libdir/app'", { modulePathname: '$libdir/app' }],
  ["schema = 'app' # comment", { schema: 'app' }],
  ['relocatable = false\nsuperuser = true', { relocatable: false, superuser: true }],
  ["relocatable = 'off'\nsuperuser = Yes", { relocatable: false, superuser: true }],
  ['trusted = true\nencoding = UTF8\ndirectory = x', {}],
  ["requires = ''", { requiresLine: 1 }],
  ["requires = 'a'", { requires: ['a'], requiresLine: 1 }],
  ['\nrequires = \' a , b-c,"uuid-ossp",a \'', { requires: ['a', 'b-c', 'uuid-ossp'], requiresLine: 2 }],
  ['requires = a, b # c', { requires: ['a', 'b'], requiresLine: 1 }],
  ["\uFEFFrequires = 'a'\r\ncomment = 'x'\r\n", { requires: ['a'], requiresLine: 1, comment: 'x' }],
])('reads %j', (text, expected) => expect(read(text)).toEqual({ ...none, ...expected }));

test.each([
  ['app.control', 'app'],
  ['a/pgpm-app.control', 'pgpm-app'],
  ['a\\b.control', 'b'],
  ['app.control.control', 'app'],
])('%s controls %s', (file, name) => expect(parseControl('', file).control.name).toBe(name));

test.each([
  ["= 'x'", 'error', 1],
  ["'comment' = 'x'", 'error', 1],
  ["comment = 'x", 'error', 11],
  ["comment = 'x\\'", 'error', 11],
  ["comment = 'x' y", 'error', 14],
  ['comment =', 'error', 10],
  ['comment = # nothing', 'error', 11],
  ["requires_x = 'a'", 'warning', undefined],
  ["comment = 'x'\ncomment = 'y'", 'warning', undefined],
  ["requires = 'a,,b'", 'warning', undefined],
])('%j is reported', (text, severity, column) => {
  const { problems } = parseControl(text, 'app.control');
  expect(problems).toMatchObject([{ code: 'CONTROL_PARSE_ERROR', severity, place: { file: 'app.control' } }]);
  expect(problems[0]?.place?.column).toBe(column);
});

test('the last of several entries counts', () => {
  expect(parseControl("requires = 'a'\nrequires = 'b'\n", 'app.control').control).toMatchObject({
    requires: ['b'],
    requiresLine: 2,
  });
});

test('a new control file has every key in its place', () => {
  expect(
    printControl({ name: 'pgpm-app', defaultVersion: '0.1.0', requires: ['citext', 'pgpm-types'], schema: 'app' }),
  ).toBe(
    [
      '# pgpm-app extension',
      "comment = 'pgpm-app extension'",
      "default_version = '0.1.0'",
      "module_pathname = '$libdir/pgpm-app'",
      "requires = 'citext,pgpm-types'",
      'relocatable = false',
      'superuser = false',
      "schema = 'app'",
      '',
    ].join('\n'),
  );
});

const value = fc.string({ unit: fc.constantFrom("'", '\\', '\n', '\r', '#', '=', ' ', 'a', 'é', '"', ',') });
const anyName = fc
  .string({ unit: fc.constantFrom('a', '-', '_', '1', '"', ',', ' ', "'"), minLength: 1 })
  .filter((name) => name.trim() === name);

test('a printed control file reads as the same values', () => {
  const controls = fc.record({
    name: fc.constant('app'),
    comment: value,
    defaultVersion: value,
    modulePathname: value,
    schema: value,
    requires: fc.uniqueArray(anyName.filter((name) => !/[",]/.test(name))),
    relocatable: fc.boolean(),
    superuser: fc.boolean(),
  });
  fc.assert(fc.property(controls, (control) => expect(read(printControl(control))).toMatchObject(control)));
});

const file = "# app\ncomment = 'x'\r\nrequires = 'a' # why\nrelocatable = false\n";

test.each([
  ['changes that line only', file, ['a', 'b'], "# app\ncomment = 'x'\r\nrequires = 'a,b' # why\nrelocatable = false\n"],
  ['keeps the blanks behind commas', "requires = 'a, b'\n", ['a', 'b', 'c'], "requires = 'a, b, c'\n"],
  ['removes the line', file, [], "# app\ncomment = 'x'\r\nrelocatable = false\n"],
  [
    'adds it before relocatable',
    "comment = 'x'\nrelocatable = false\nschema = x\n",
    ['a'],
    "comment = 'x'\nrequires = 'a'\nrelocatable = false\nschema = x\n",
  ],
  ['adds it at the end', "comment = 'x'", ['a'], "comment = 'x'\nrequires = 'a'\n"],
  [
    'keeps Windows line ends',
    "comment = 'x'\r\nschema = a\r\n",
    ['a'],
    "comment = 'x'\r\nrequires = 'a'\r\nschema = a\r\n",
  ],
  ['leaves a file without it alone', "comment = 'x'", [], "comment = 'x'"],
  ['removes every one', "requires = 'a'\nrequires = 'b'", [], ''],
  ['starts a file', '', ['a'], "requires = 'a'\n"],
])('setting what a module requires %s', (_, before, names, after) =>
  expect(editControlRequires(before, names)).toBe(after),
);

test.each([
  ["default_version = '1.0.0' # x\nrequires = 'a'\n", "default_version = '2.0.0-rc.1' # x\nrequires = 'a'\n"],
  ["comment = 'x'\nmodule_pathname = 'y'\n", "comment = 'x'\ndefault_version = '2.0.0-rc.1'\nmodule_pathname = 'y'\n"],
  ['default_version = 1.0.0\n', "default_version = '2.0.0-rc.1'\n"],
])('sets the version of %j', (before, after) => expect(editControlVersion(before, '2.0.0-rc.1')).toBe(after));

test('any text is a control file, and an edit keeps all other lines', () => {
  const part = fc.constantFrom('requires', ' = ', "'", '#', 'a', ',', '\n', '\r\n', '\\', 'schema');
  fc.assert(
    fc.property(
      fc.array(part).map((parts) => parts.join('')),
      fc.uniqueArray(fc.constantFrom('a', 'b'), { minLength: 1 }),
      (text, names) => {
        const edited = editControlRequires(text, names);
        expect(parseControl(edited, 'app.control').control.requires).toEqual(names);
      },
    ),
  );
});
