import { databaseName, parseMarker, printMarker } from './names.js';

test.each([
  ['pgpm-jobs', 'pgpm_test_pgpm_jobs_0123456789ab'],
  ['db_meta', 'pgpm_test_db_meta_0123456789ab'],
  ['Ünï"x', 'pgpm_test__n_x_0123456789ab'],
])('names the database of %s', (subject, expected) => {
  expect(databaseName(subject, '0123456789ab')).toBe(expected);
});

test('cuts the subject, never what makes the name unique', () => {
  const name = databaseName('x'.repeat(100), '0123456789ab');
  expect(name).toHaveLength(63);
  expect(name).toMatch(/x_0123456789ab$/);
});

test('reads the marker that it prints, and nothing else', () => {
  const owner = { pid: 4711, host: 'ci-7.example' };
  expect(parseMarker(printMarker(owner))).toEqual(owner);
  expect(parseMarker('my database')).toBeUndefined();
  expect(parseMarker(`${printMarker(owner)}!`)).toBeUndefined();
});
