import { scratchName } from './names.js';

test.each([
  ['pgpm-jobs', 'pgpm_scratch_pgpm_jobs_0123456789ab'],
  ['Ünï"x', 'pgpm_scratch__n_x_0123456789ab'],
])('names the database of %s', (subject, expected) => {
  expect(scratchName(subject, '0123456789ab')).toBe(expected);
});

test('cuts the subject, never what makes the name unique', () => {
  const name = scratchName('x'.repeat(100), '0123456789ab');
  expect(name).toHaveLength(63);
  expect(name).toMatch(/x_0123456789ab$/);
});
