import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { files } from './support.js';

const tool = join(files.root, '../../../tools/inflection-words.mjs');
const run = (...options: string[]): { status: number | null; stderr: string; stdout: string } =>
  spawnSync(process.execPath, [tool, ...options], { encoding: 'utf8' });

test('the uncountable words are what their generator writes, byte for byte', () => {
  expect(run('--check')).toMatchObject({ status: 0, stderr: '', stdout: '' });
});

test('the generator explains itself, and refuses what it does not know', () => {
  expect(run('--help')).toMatchObject({ status: 0, stderr: '' });
  expect(run('--help').stdout).toContain('--check');
  expect(run('--chek')).toMatchObject({ status: 2, stdout: '' });
});
