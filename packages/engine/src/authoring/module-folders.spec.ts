import { memoryFiles, outcome } from '../../test/support/memory-files.js';
import { moveModuleFolder } from './module-folders.js';

const move = (config: string, from: string, to?: string) =>
  outcome(moveModuleFolder({ files: memoryFiles({ 'pgpm.json': config }), from, to }).edits)['pgpm.json'];

test('an entry for the folder alone goes with it', () => {
  expect(move('{ "packages": ["db/*", "libs/a"] }', 'libs/a', 'libs/b')).toMatch(/"db\/\*",\s*"libs\/b"/);
  expect(move('{ "packages": ["db/*", "libs/a"] }', 'libs/a')).not.toContain('libs/a');
});

test('a glob stays, and is extended only by a folder that it does not mean', () => {
  expect(move('{ "packages": ["db/*"] }', 'db/a', 'db/b')).toBeUndefined();
  expect(move('{ "packages": ["db/*"] }', 'db/a', 'libs/a')).toMatch(/"db\/\*",\s*"libs\/a"/);
});

test('what cannot be read is left alone', () => {
  expect(move('{', 'a', 'b')).toBeUndefined();
  expect(move('{ "packages": "db/*" }', 'a', 'b')).toBeUndefined();
});
