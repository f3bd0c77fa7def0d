import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { TestingError, type TestingErrorCode } from '../src/index.js';

const read = (path: string): string => readFileSync(join(__dirname, path), 'utf8');
const readme = read('../README.md');

test.each([
  ['ts', '../../../libs/collection/test/testing-example.spec.ts'],
  ['js', 'runners/jest.test.js'],
  ['js', 'runners/vitest.test.mjs'],
  ['js', 'runners/node.test.mjs'],
])('the README shows the %s file that is run: %s', (language, file) => {
  expect(readme).toContain(`\`\`\`${language}\n${read(file)}\`\`\``);
});

test('the README shows no code that is not run', () => {
  expect(readme.match(/^```\w+$/gm)).toHaveLength(4);
});

test('the README explains every code of an error', () => {
  const source = read('../src/testing-error.ts');
  const codes = [...source.matchAll(/^ {2}([A-Z_]+): \{/gm), ...source.matchAll(/^ {2}([A-Z_]+): Record/gm)];
  expect(codes.length).toBeGreaterThan(10);
  for (const [, code] of codes) expect(readme).toContain(`\`${String(code)}\``);
});

test('an error has a code, fields and a sentence', () => {
  const code: TestingErrorCode = 'UNEXPECTED_ROWS';
  expect(new TestingError(code, { expected: 'one row', found: 2 })).toMatchObject({
    name: 'TestingError',
    code,
    message: 'expected one row, and the query returned 2',
  });
});
