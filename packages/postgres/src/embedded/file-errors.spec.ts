import { fileErrorIn, onFileError } from './file-errors.js';

const failing = (code: string) => (): never => {
  throw Object.assign(new Error(code), { code });
};

test.each([
  ['ENOSPC', 'DATA_DIRECTORY_FULL'],
  ['EDQUOT', 'DATA_DIRECTORY_FULL'],
  ['EACCES', 'DATA_DIRECTORY_UNWRITABLE'],
  ['EROFS', 'DATA_DIRECTORY_UNWRITABLE'],
  ['ENOTDIR', 'DATA_DIRECTORY_UNWRITABLE'],
])('%s becomes %s', (system, code) => {
  expect(errorOf(() => onFileError('/w', failing(system)))).toMatchObject({ code, fields: { directory: '/w' } });
});

test('leaves other errors alone', () => {
  expect(errorOf(() => onFileError('/w', failing('EMFILE')))).toMatchObject({ code: 'EMFILE' });
  expect(onFileError('/w', () => 7)).toBe(7);
});

test.each([
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'DATA_DIRECTORY_FULL'],
  ['initdb: error: could not create directory "/w/x": No space left on device', 'DATA_DIRECTORY_FULL'],
  ['FATAL:  could not open file "global/pg_control": Permission denied', 'DATA_DIRECTORY_UNWRITABLE'],
  ['initdb: error: could not create directory "/w/x": Read-only file system', 'DATA_DIRECTORY_UNWRITABLE'],
  ['FATAL:  invalid value for parameter "x"', undefined],
])('understands %s', (line, code) => {
  expect(fileErrorIn(['LOG:  starting', line], '/w')?.code).toBe(code);
});

function errorOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
