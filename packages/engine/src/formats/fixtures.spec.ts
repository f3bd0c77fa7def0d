import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineError } from '../errors/index.js';
import { parseControl } from './control/index.js';
import { printPlan } from './edit.js';
import { parsePlan } from './plan/index.js';
import { decodeUtf8 } from './encoding.js';
import { prepareScript } from './sql.js';

const fixtures = join(__dirname, '../../test/fixtures');

function problemsOf(folder: string, file: string): readonly EngineError[] {
  const decoded = decodeUtf8(readFileSync(join(fixtures, folder, file)), file);
  switch (folder) {
    case 'plans':
      return [...decoded.problems, ...parsePlan(decoded.text, file).problems];
    case 'controls':
      return [...decoded.problems, ...parseControl(decoded.text, file).problems];
    default:
      return [...decoded.problems, ...prepareScript(decoded.text, 'deploy', file).problems];
  }
}

/** File to what is found in it: code, line, column. */
const expected: Record<string, Record<string, readonly (readonly [string, number?, number?])[]>> = {
  plans: {
    'bookshop.plan': [],
    'change-outside-of-its-folder.plan': [['PLAN_PARSE_ERROR', 5, 1]],
    'merge-conflict.plan': [['PLAN_PARSE_ERROR', 6, 1]],
    'no-project.plan': [['PLAN_MISSING_PROJECT', 1]],
    'project-with-a-blank.plan': [['PLAN_BAD_PROJECT', 2, 1]],
    'requires-behind-the-email.plan': [['PLAN_PARSE_ERROR', 6, 1]],
    'requires-head.plan': [['PLAN_PARSE_ERROR', 6, 28]],
    'reworked-change.plan': [],
    'same-change-twice.plan': [['PLAN_DUPLICATE_CHANGE', 7, 1]],
    'same-tag-twice.plan': [['PLAN_DUPLICATE_TAG', 8, 1]],
    'tag-before-the-first-change.plan': [['PLAN_TAG_WITHOUT_CHANGE', 5, 1]],
    'tag-that-requires.plan': [['PLAN_TAG_DEPENDENCIES', 6, 1]],
  },
  controls: {
    'pgpm-bookshop.control': [],
    'quote-inside-of-a-value.control': [['CONTROL_PARSE_ERROR', 1, 15]],
    'quote-not-closed.control': [['CONTROL_PARSE_ERROR', 1, 11]],
    'requires-twice.control': [['CONTROL_PARSE_ERROR', 3]],
    'unknown-key.control': [['CONTROL_PARSE_ERROR', 2]],
  },
  scripts: {
    'books.sql': [],
    'commit-in-the-middle.sql': [
      ['TRANSACTION_CONTROL', 5, 1],
      ['TRANSACTION_CONTROL', 7, 1],
    ],
    'concurrent-index.sql': [['NEEDS_NO_TRANSACTION', 3, 1]],
    'dollar-quote-not-closed.sql': [['SQL_SYNTAX', 3, 66]],
    'dumped-with-copy.sql': [
      ['UNSUPPORTED_PSQL', 3, 1],
      ['UNSUPPORTED_PSQL', 6, 1],
    ],
    'enum-value-used-at-once.sql': [['NEEDS_NO_TRANSACTION', 3, 1]],
    'latin-1.sql': [['FILE_ENCODING']],
    'misspelt-directive.sql': [['UNKNOWN_DIRECTIVE', 2, 1]],
  },
};

test.each(Object.keys(expected))('every file of %s is expected', (folder) => {
  expect(readdirSync(join(fixtures, folder)).sort()).toEqual(Object.keys(expected[folder] ?? {}));
});

test.each(
  Object.entries(expected).flatMap(([folder, files]) =>
    Object.entries(files).map(([file, problems]) => ({ folder, file, problems })),
  ),
)('$folder/$file', ({ folder, file, problems }) => {
  const found = problemsOf(folder, file).map(({ code, place }) => [code, place?.line, place?.column]);
  expect(found).toEqual(problems.map(([code, line, column]) => [code, line, column]));
});

test('a plan in canonical form is printed as it was, comments aside', () => {
  const text = readFileSync(join(fixtures, 'plans/bookshop.plan'), 'utf8');
  const withoutComments = text.replace(/^#.*\n/gm, '').replace('opened\n\n', 'opened\n');
  expect(printPlan(parsePlan(text, 'p').plan)).toBe(withoutComments);
});
