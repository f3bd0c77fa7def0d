import fc from 'fast-check';
import { thrown } from '../../../test/support/thrown.js';
import { checkName } from '../names.js';
import { editPlan } from './edit.js';
import { parsePlan } from './parse.js';
import { printPlan } from './print.js';

const stamp = '2024-05-06T07:08:09Z';
const who = `${stamp} Ada <ada@example.org>`;

test('writes the canonical form', () => {
  const text = [
    '% project = app',
    '%x-tool=1',
    'a',
    '# comment',
    `b [m:x !z @v1 c@v1 a] ${who} #n\\n`,
    `@v1 a ${who}`,
    `+c [b app:a b] ${stamp} <e>`,
    `@v2 ${who} # note`,
    '%uri=https://example.org',
    '',
  ].join('\n');
  expect(printPlan(parsePlan(text, 'p').plan)).toBe(
    [
      '%syntax-version=1.0.0',
      '%project=app',
      '%uri=https://example.org',
      '%x-tool=1',
      '',
      'a',
      `@v1 ${who}`,
      `b [a c@v1 m:x @v1 !z] ${who} # n\\n`,
      `c [app:a b] ${stamp} <e>`,
      `@v2 ${who} # note`,
      '',
    ].join('\n'),
  );
});

test('tags of a reworked change stay where they are', () => {
  const text = `%syntax-version=1.0.0\n%project=app\n\na\n@v1 ${who}\na [a@v1]\n@v2 ${who}\n`;
  expect(printPlan(parsePlan(text, 'p').plan)).toBe(text);
});

test('what would end a part of a line early is left out of it', () => {
  const [change] = parsePlan('%project=p\na', 'p').plan.changes;
  if (change === undefined) throw new Error('the plan has a change');
  const hostile = { ...change, timestamp: stamp, planner: '# [A]da <x>\n#\u0085', email: 'a>b\r\n', note: 'a\nb' };
  const bare = { ...change, name: 'b', timestamp: stamp, planner: '[ [A]da', email: undefined };
  const plan = { file: 'p', module: 'p', pragmas: [], changes: [hostile, bare], tags: [] };
  const { plan: again, problems } = parsePlan(printPlan(plan), 'p');
  expect(problems).toEqual([]);
  expect(again.changes).toMatchObject([
    { timestamp: stamp, planner: '[A]da x', email: 'ab', note: 'a\nb' },
    { timestamp: stamp, planner: 'A]da' },
  ]);
});

const name = fc
  .array(fc.constantFrom('a', 'B', '1', '_', '-', '/', '.', 'é', '😀', ',', '~', '='), { minLength: 1, maxLength: 8 })
  .map((characters) => characters.join(''))
  .filter((text) => checkName(text, 'change') === undefined);
const tagName = name.filter((text) => checkName(text, 'tag') === undefined);
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((value) => value.trim());
const planner = text.map((value) => value.replace(/[<>#\s]/g, 'x')).filter((value) => value !== '');
const email = text.map((value) => value.replace(/[>\s]/g, 'x'));
const note = fc.array(fc.constantFrom('a', ' b', '\n', '\r', '\\', '#', '\\n', '<'), { maxLength: 6 });

const anyPlanText = fc
  .record({
    changes: fc.uniqueArray(name, { maxLength: 8 }),
    tags: fc.uniqueArray(tagName, { maxLength: 4 }),
    planner,
    email,
    note: note.map((parts) =>
      parts.join('').trim().replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r'),
    ),
    seed: fc.nat(),
  })
  .map(({ changes, tags, planner, email, note, seed }) => {
    const lines = changes.flatMap((change, place) => {
      const required = [...changes.slice(0, place).filter((_, at) => (seed >> at) % 2 === 0), 'm:x', '!m:y'];
      const end = [`${stamp} ${planner} <${email.replaceAll('<', '')}>`, note === '' ? '' : `# ${note}`]
        .join(' ')
        .trim();
      const tag = tags[place];
      return [`${change} [${required.join(' ')}] ${end}`, ...(tag === undefined ? [] : [`@${tag} ${end}`])];
    });
    return `%syntax-version=1.0.0\n%project=app\n\n${lines.map((line) => `${line}\n`).join('')}`;
  });

test('a printed plan parses to the same plan, and prints the same', () => {
  fc.assert(
    fc.property(anyPlanText, (source) => {
      const { plan, problems } = parsePlan(source, 'p');
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      const printed = printPlan(plan);
      expect(printed).toBe(source);
      expect(parsePlan(printed, 'p').plan).toEqual(plan);
    }),
  );
});

const change = { name: 'new', requires: [], conflicts: [], timestamp: stamp, planner: 'Ada', email: 'ada@example.org' };
const tag = { name: 'v9', timestamp: stamp, planner: 'Ada', email: 'ada@example.org', note: 'it is out' };

test.each([
  ['a plan with changes', '%project=p\n\na [b]\t# c\n\n# end\n', `%project=p\n\na [b]\t# c\n\n# end\nnew ${who}\n`],
  ['a fresh plan', '%project=p\n\n', `%project=p\n\nnew ${who}\n`],
  ['a plan without an empty line', '%project=p\n# c\n', `%project=p\n# c\n\nnew ${who}\n`],
  ['a plan without a last line end', '%project=p\n\na', `%project=p\n\na\nnew ${who}\n`],
  ['a plan with Windows line ends', '%project=p\r\n\r\na\r\n', `%project=p\r\n\r\na\r\nnew ${who}\r\n`],
  ['an empty file', '', `new ${who}\n`],
  ['a byte order mark', '\uFEFF%project=p\n\n', `\uFEFF%project=p\n\nnew ${who}\n`],
  ['broken lines', 'a b c\n', `a b c\nnew ${who}\n`],
])('appends a change to %s', (_, before, after) => expect(editPlan(before).appendChange(change).text).toBe(after));

test.each([
  ['to the last change', 'a\nb', undefined, `a\nb\n@v9 ${who} # it is out\n`],
  ['to a change', 'a\nb\n', 'a', `a\n@v9 ${who} # it is out\nb\n`],
  [
    'behind other tags',
    `a\n# c\n@v1 ${who}\n\n# d\nb\r\n`,
    'a',
    `a\n# c\n@v1 ${who}\n@v9 ${who} # it is out\n\n# d\nb\r\n`,
  ],
  ['to the newest of reworked changes', `a\n@v1 ${who}\na\n`, 'a', `a\n@v1 ${who}\na\n@v9 ${who} # it is out\n`],
])('appends a tag %s', (_, before, to, after) => expect(editPlan(before).appendTag(tag, to).text).toBe(after));

test.each([
  ['a name that is none', () => editPlan('').appendChange({ ...change, name: '-a' }), 'INVALID_NAME'],
  ['a reserved name', () => editPlan('').appendChange({ ...change, name: 'HEAD' }), 'PLAN_RESERVED_NAME'],
  ['a change that is there', () => editPlan('a\nnew\n').appendChange(change), 'CHANGE_EXISTS'],
  ['a tag that is there', () => editPlan(`a\n@v9 ${who}\n`).appendTag(tag), 'TAG_EXISTS'],
  ['a tag with a folder', () => editPlan('a\n').appendTag({ ...tag, name: 'a/b' }), 'INVALID_NAME'],
  ['a tag without a change', () => editPlan('%project=p\n').appendTag(tag), 'PLAN_TAG_WITHOUT_CHANGE'],
  ['a tag on an unknown change', () => editPlan('accounts\n').appendTag(tag, 'acounts'), 'CHANGE_NOT_FOUND'],
])('refuses %s', (_, edit, code) => expect(thrown(edit).code).toBe(code));

test('edits can follow each other, and keep every other byte', () => {
  fc.assert(
    fc.property(fc.string(), (before) => {
      const { text } = editPlan(before)
        .appendChange({ ...change, name: 'unheard-of/change' })
        .appendTag(tag);
      expect(text.startsWith(before)).toBe(true);
    }),
  );
});
