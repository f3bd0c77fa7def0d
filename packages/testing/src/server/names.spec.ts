import { databaseName, templateName } from './names.js';

test.each([
  ['pgpm-jobs', 'pgpm_test_pgpm_jobs_0123456789ab'],
  ['db_meta', 'pgpm_test_db_meta_0123456789ab'],
  ['Ünï"x', 'pgpm_test__n_x_0123456789ab'],
])('names the database of %s', (subject, expected) => {
  expect(databaseName(subject, '0123456789ab')).toBe(expected);
});

test('names of templates have a beginning of their own', () => {
  expect(templateName('pgpm-jobs', '0123456789abcdef')).toBe('pgpm_template_pgpm_jobs_0123456789abcdef');
});

test('cuts the subject, never what makes the name unique', () => {
  const name = databaseName('x'.repeat(100), '0123456789ab');
  expect(name).toHaveLength(63);
  expect(name).toMatch(/x_0123456789ab$/);
});
