import type { Change } from '../../model/index.js';
import { parsePlan } from './parse.js';

const head = '%syntax-version=1.0.0\n%project=app\n%uri=https://example.org/app\n\n';
const stamp = '2024-05-06T07:08:09Z';
const who = `${stamp} Ada Lovelace <ada@example.org>`;
const attribution = { timestamp: stamp, planner: 'Ada Lovelace', email: 'ada@example.org' };

function changesOf(text: string): readonly Change[] {
  const { plan, problems } = parsePlan(text, 'pgpm.plan');
  expect(problems).toEqual([]);
  return plan.changes;
}

/** Code, place and fields of every problem. */
function problemsOf(text: string): readonly object[] {
  return parsePlan(text, 'pgpm.plan').problems.map(({ code, severity, place, fields }) => {
    expect(place?.file).toBe('pgpm.plan');
    return { code, ...(severity === 'warning' && { severity }), line: place?.line, column: place?.column, fields };
  });
}

/** What is wrong with one broken line: message and columns. */
function brokenLine(line: string): readonly unknown[] {
  const [problem] = parsePlan(`${head}ok\n${line}\n`, 'pgpm.plan').problems;
  if (problem?.code !== 'PLAN_PARSE_ERROR' || !('errors' in problem.fields)) return [problem?.code];
  return problem.fields.errors.map(({ line, column, endColumn, message }) => {
    expect(line).toBe(6);
    return [message, column, endColumn];
  });
}

test.each<[string, Partial<Change>]>([
  ['a', {}],
  ['a []', {}],
  ['a [ ]', {}],
  [`a ${stamp}`, { timestamp: stamp }],
  ['a 2024-02-29T23:59:59Z', { timestamp: '2024-02-29T23:59:59Z' }],
  [`a ${stamp} Ada`, { timestamp: stamp, planner: 'Ada' }],
  [`a ${stamp} <ada@example.org>`, { timestamp: stamp, email: 'ada@example.org' }],
  [`a ${who}`, attribution],
  [`  a\t \t${who}  \t`, attribution],
  [`a ${who} # note # with #`, { ...attribution, note: 'note # with #' }],
  [`a ${who} #note`, { ...attribution, note: 'note' }],
  [`a ${who}# note`, { ...attribution, note: 'note' }],
  [`a ${who} #`, attribution],
  [`a ${stamp} # note`, { timestamp: stamp, note: 'note' }],
  [`a ${stamp} Ada # note <x>`, { timestamp: stamp, planner: 'Ada', note: 'note <x>' }],
  [`a ${stamp} Ada#1 <ada>`, { timestamp: stamp, planner: 'Ada#1', email: 'ada' }],
  [`a ${stamp} [bot] Ada <ada> # n <x>`, { timestamp: stamp, planner: '[bot] Ada', email: 'ada', note: 'n <x>' }],
  [`a [] ${stamp} [a#1] <ada>`, { timestamp: stamp, planner: '[a#1]', email: 'ada' }],
  [`a ${stamp} Ada < ada # x >`, { timestamp: stamp, planner: 'Ada', email: 'ada # x' }],
  ['a # note', { note: 'note' }],
  ['a #note', { note: 'note' }],
  ['a [] # note', { note: 'note' }],
  [`a ${who} # two\\nlines\\r\\\\ and \\x`, { ...attribution, note: 'two\nlines\r\\ and \\x' }],
  [`+a ${who}`, attribution],
  [`+ a ${who}`, attribution],
])('reads change line %j', (line, expected) => {
  expect(changesOf(head + line)).toEqual([{ name: 'a', requires: [], conflicts: [], line: 5, ...expected }]);
});

test('reads requirements and conflicts with their columns', () => {
  const [change] = changesOf(`${head}a [b\t c@v1  m:@v2 !old ROOT x,y] # n`);
  expect(change?.requires).toEqual([
    { text: 'b', change: 'b', column: 4 },
    { text: 'c@v1', change: 'c', tag: 'v1', column: 7 },
    { text: 'm:@v2', module: 'm', tag: 'v2', column: 13 },
    { text: 'ROOT', symbol: 'ROOT', column: 24 },
    { text: 'x,y', change: 'x,y', column: 29 },
  ]);
  expect(change?.conflicts).toEqual([{ text: 'old', change: 'old', column: 19 }]);
});

test.each([
  ['-foo', [['Invalid change name: -foo', 1, 5]]],
  ['.foo [a]', [['Invalid change name: .foo', 1, 5]]],
  ['foo!', [['Invalid change name: foo!', 1, 5]]],
  ['foo:bar', [['Invalid change name: foo:bar', 1, 8]]],
  ['foo\\bar', [['Invalid change name: foo\\bar', 1, 8]]],
  ['foo#bar', [['Invalid change name: foo#bar', 1, 8]]],
  ['  a/../b', [['Invalid change name: a/../b', 3, 9]]],
  ['a//b', [['Invalid change name: a//b', 1, 5]]],
  ['foo^6', [['Invalid change name: foo^6', 1, 6]]],
  ['+', [['Invalid change name: ', 1, 2]]],
  ['foo bar', [['Invalid line format', 1, 8]]],
  ['foo 2024-05-06', [['Invalid line format', 1, 15]]],
  ['foo 2024-05-06T07:08:09+00:00', [['Invalid line format', 1, 30]]],
  [`foo ${stamp} Ada <ada`, [['Invalid line format', 1, 34]]],
  [`foo ${who} [bar]`, [['Invalid line format', 1, 62]]],
  [`foo ${stamp} [bar] Ada`, [['Invalid line format', 1, 35]]],
  [`foo ${stamp} [bar] # n <x>`, [['Invalid line format', 1, 39]]],
  [`foo ${who} note`, [['Invalid line format', 1, 61]]],
  ['foo [bar', [['Invalid line format', 1, 9]]],
  ['foo 2024-02-30T00:00:00Z', [['Invalid timestamp: 2024-02-30T00:00:00Z', 5, 25]]],
  [' foo [ok] 2024-13-01T00:00:00Z Ada', [['Invalid timestamp: 2024-13-01T00:00:00Z', 11, 31]]],
  ['foo 2023-02-29T00:00:00Z', [['Invalid timestamp: 2023-02-29T00:00:00Z', 5, 25]]],
  ['foo 2024-01-01T24:00:00Z', [['Invalid timestamp: 2024-01-01T24:00:00Z', 5, 25]]],
  ['foo 2024-01-01T00:00:60Z', [['Invalid timestamp: 2024-01-01T00:00:60Z', 5, 25]]],
  ['@v1 2024-04-31T00:00:00Z Ada <ada>', [['Invalid timestamp: 2024-04-31T00:00:00Z', 5, 25]]],
  ['foo [bar]x', [['Invalid line format', 1, 11]]],
  [
    'foo [a:b:c @ c@ @a/b ok]',
    [
      ['Invalid dependency reference: a:b:c', 6, 11],
      ['Invalid dependency reference: @', 12, 13],
      ['Invalid dependency reference: c@', 14, 16],
      ['Invalid dependency reference: @a/b', 17, 21],
    ],
  ],
  [
    'foo [HEAD m:@HEAD^ !]',
    [
      ['Invalid dependency reference: HEAD', 6, 10],
      ['Invalid dependency reference: m:@HEAD^', 11, 19],
      ['Invalid dependency reference: !', 20, 21],
    ],
  ],
  [
    '-x [@] y',
    [
      ['Invalid change name: -x', 1, 3],
      ['Invalid dependency reference: @', 5, 6],
      ['Invalid line format', 1, 9],
    ],
  ],
  ['@', [['Invalid tag name: ', 1, 2]]],
  ['@a/b', [['Invalid tag name: a/b', 2, 5]]],
  ['@v1-', [['Invalid tag name: v1-', 2, 5]]],
  ['@v1', [['Invalid tag line format', 1, 4]]],
  [`@v1 ${stamp}`, [['Invalid tag line format', 1, 25]]],
  [`@v1 ${stamp} Ada`, [['Invalid tag line format', 1, 29]]],
  [`@v1 ${stamp} <ada>`, [['Invalid tag line format', 1, 31]]],
  [`@v1 # note`, [['Invalid tag line format', 1, 11]]],
  [`@v1 .a ${stamp} Ada <ada>`, [['Invalid tag line format', 1, 38]]],
])('line %j is broken', (line, expected) => expect(brokenLine(line)).toEqual(expected));

test('collects what is wrong with all lines, in one error', () => {
  const { problems } = parsePlan(`${head}a b\nok\n@\nc d\n`, 'x/pgpm.plan');
  expect(problems).toMatchObject([
    {
      code: 'PLAN_PARSE_ERROR',
      message:
        'Failed to parse plan file x/pgpm.plan: Line 5: Invalid line format; Line 7: Invalid tag name: ; Line 8: Invalid line format',
      place: { file: 'x/pgpm.plan', line: 5, column: 1 },
    },
  ]);
});

test('reads pragmas anywhere, with blanks, and keeps the unknown ones', () => {
  const { plan, problems } = parsePlan('% project = first\n%foo\n%bar = a=b \na\n%project=app\n%uri=\n', 'p');
  expect(problems).toEqual([]);
  expect(plan).toEqual({
    file: 'p',
    module: 'app',
    places: { changes: new Map([['a', 0]]), tags: new Map(), reworked: new Map() },
    pragmas: [
      { key: 'project', value: 'first', line: 1 },
      { key: 'foo', value: undefined, line: 2 },
      { key: 'bar', value: 'a=b', line: 3 },
      { key: 'project', value: 'app', line: 5 },
      { key: 'uri', value: '', line: 6 },
    ],
    changes: [{ name: 'a', requires: [], conflicts: [], line: 4 }],
    tags: [],
  });
});

test.each(['', '\n\n# only a comment\n'])('a plan without project: %j', (text) => {
  expect(problemsOf(text)).toMatchObject([{ code: 'PLAN_MISSING_PROJECT', line: 1 }]);
});

test('a missing project is looked for in the control file', () => {
  const [problem] = parsePlan('%project=\na\n', 'jobs/pgpm.plan', { controlFile: 'jobs/pgpm-jobs.control' }).problems;
  expect(problem).toMatchObject({ code: 'PLAN_MISSING_PROJECT', fields: { controlFile: 'jobs/pgpm-jobs.control' } });
  expect(problem?.hint).toContain('%project=pgpm-jobs');
});

test('a project that is no module name', () => {
  expect(problemsOf('%syntax-version=1.0.0\n%project=my app\n')).toMatchObject([
    { code: 'PLAN_BAD_PROJECT', line: 2, column: 1, fields: { found: 'my app', expected: undefined } },
  ]);
});

test('Windows line ends, a byte order mark and a last line without end change nothing', () => {
  const text = `${head}a [b] ${who} # n\n@v1 ${who}\nb ${who}`;
  const { plan } = parsePlan(text, 'p');
  expect(parsePlan(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'p')).toEqual({ plan, problems: [] });
});

test('tags stand on the change above, or on the one that they name', () => {
  const { plan, problems } = parsePlan(`${head}a\n# c\n\n@v1 ${who} # first\n@v2 ${who}\nb\n@v3 a ${who}\n`, 'p');
  expect(problems).toEqual([]);
  expect(plan.tags).toEqual([
    { name: 'v1', change: 'a', ...attribution, note: 'first', line: 8 },
    { name: 'v2', change: 'a', ...attribution, line: 9 },
    { name: 'v3', change: 'a', ...attribution, line: 11 },
  ]);
});

test.each([
  [
    'twice without a tag',
    `a\nb\na\n`,
    [{ code: 'PLAN_DUPLICATE_CHANGE', line: 7, column: 1, fields: { change: 'a', lines: [5, 7] } }],
  ],
  [
    'again and again',
    `a\na\nb\na\n`,
    [{ code: 'PLAN_DUPLICATE_CHANGE', line: 6, fields: { change: 'a', lines: [5, 6, 8] } }],
  ],
  [
    'a tag before both',
    `b\n@v1 ${who}\na\na\n`,
    [{ code: 'PLAN_DUPLICATE_CHANGE', line: 8, fields: { lines: [7, 8] } }],
  ],
  [
    'the same tag',
    `a\n@v1 ${who}\nb\n@v1 ${who}\n`,
    [{ code: 'PLAN_DUPLICATE_TAG', line: 8, column: 1, fields: { tag: 'v1', lines: [6, 8] } }],
  ],
  ['a tag first', `@v1 ${who}\na\n`, [{ code: 'PLAN_TAG_WITHOUT_CHANGE', line: 5, fields: { tag: 'v1' } }]],
  [
    'a tag with requirements',
    `a\nb\n@v1 [a] ${who}\n`,
    [{ code: 'PLAN_TAG_DEPENDENCIES', line: 7, fields: { tag: 'v1' } }],
  ],
  [
    'a tag on a change that is not there',
    `acounts\n@v1 accounts ${who}\n`,
    [{ code: 'CHANGE_NOT_FOUND', line: 6, fields: { change: 'accounts', similar: ['acounts'] } }],
  ],
  [
    'a reserved change',
    `HEAD\n`,
    [{ code: 'PLAN_RESERVED_NAME', severity: 'warning', line: 5, fields: { name: 'HEAD' } }],
  ],
  ['a reserved tag', `a\n@ROOT ${who}\n`, [{ code: 'PLAN_RESERVED_NAME', severity: 'warning', line: 6, column: 1 }]],
  ['a change like an id', `${'0'.repeat(40)}\n`, [{ code: 'PLAN_RESERVED_NAME', severity: 'warning' }]],
  [
    'a requirement twice',
    `a\nb [a a]\n`,
    [{ code: 'PLAN_DUPLICATE_DEPENDENCY', severity: 'warning', line: 6, column: 6, fields: { reference: 'a' } }],
  ],
])('%s', (_, lines, expected) => expect(problemsOf(head + lines)).toMatchObject(expected));

test.each([
  ['after a tag', `a\nb\n@v1 ${who}\na [a@v1]\n`, ['a@v1', 'b', 'a'], ['b']],
  ['twice', `a\n@v1 ${who}\na\n@v2 ${who}\na\n@v3 ${who}\n`, ['a@v1', 'a@v2', 'a'], ['a@v1', 'a@v2', 'a']],
  ['the last tag counts', `a\n@v1 ${who}\nb\n@v2 ${who}\na\n`, ['a@v2', 'b', 'a'], ['a@v2', 'b']],
  [
    'of one change the first tag',
    `a\n@v1 ${who}\nb\n@v2 ${who}\n@v3 ${who}\na\n`,
    ['a@v2', 'b', 'a'],
    ['a@v2', 'b', 'b'],
  ],
  ['a tag that names its change', `a\nb\n@v1 a ${who}\na\n`, ['a@v1', 'b', 'a'], ['a@v1']],
])('a name again is a rework: %s', (_, lines, names, tagged) => {
  const { plan, problems } = parsePlan(head + lines, 'p');
  expect(problems).toEqual([]);
  expect(plan.changes.map(({ name }) => name)).toEqual(names);
  expect(plan.tags.map(({ change }) => change)).toEqual(tagged);
});

test('one broken line causes no other problem', () => {
  expect(problemsOf(`${head}a b\n@v1 ${who}\n`)).toMatchObject([{ code: 'PLAN_PARSE_ERROR' }]);
});

test('problems of all kinds are in the order of the lines', () => {
  const lines = problemsOf('a\na\n@v1 x\n@\n%project=a b\n').map((problem) => 'line' in problem && problem.line);
  expect(lines).toEqual([2, 3, 5]);
});
