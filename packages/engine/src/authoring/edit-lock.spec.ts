import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryWorkspace } from '../../test/support/workspace.js';
import { applyEdits } from './disk.js';
import { editLockFile, withEditLock } from './edit-lock.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = new TemporaryWorkspace({});
});
afterEach(() => workspace.remove());
const isLocked = (): boolean => existsSync(join(workspace.root, editLockFile));

test('a folder is locked while there is work, also when it fails', () => {
  expect(withEditLock(workspace.root, isLocked)).toBe(true);
  expect(isLocked()).toBe(false);
  const fail = (): never => {
    throw new Error('no');
  };
  expect(() => withEditLock(workspace.root, fail)).toThrow('no');
  expect(isLocked()).toBe(false);
});

test('a lock that nobody releases is taken over', () => {
  workspace.write(editLockFile, 'somebody');
  expect(withEditLock(workspace.root, isLocked, 2)).toBe(true);
  expect(isLocked()).toBe(false);
});

test('a folder that is not there is not locked', () => {
  expect(withEditLock(join(workspace.root, 'none'), isLocked)).toBe(false);
});

test('edits leave no lock behind', () => {
  applyEdits(workspace.root, [{ path: 'a.txt', after: 'one' }]);
  expect(isLocked()).toBe(false);
});
