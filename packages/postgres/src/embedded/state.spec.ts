import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { newPassword, parseState, passwordFile, readState, stateFile, writeState, type State } from './state.js';

const directory = mkdtempSync(join(tmpdir(), 'pgpm-state-'));
afterAll(() => rmSync(directory, { recursive: true }));

const state: State = {
  workspaceRoot: '/w',
  directory,
  version: '18.4',
  port: 21234,
  password: 'secret',
  isReady: true,
};

test('reads what it wrote', () => {
  writeState(state, undefined);
  expect(readState(directory)).toEqual(state);
  expect(readFileSync(passwordFile(directory), 'utf8')).toBe('127.0.0.1:*:*:postgres:secret\n');
});

test('keeps the password from others', () => {
  for (const file of [stateFile(directory), passwordFile(directory)]) expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each(['', '{', '[]', 'null', '{"port":1}', '{"workspaceRoot":1}'])('takes %j for no state', (text) => {
  expect(parseState(text)).toBeUndefined();
});

test('finds none where there is none', () => {
  expect(readState(join(directory, 'missing'))).toBeUndefined();
  writeFileSync(join(directory, 'file'), '');
  expect(readState(join(directory, 'file'))).toBeUndefined();
});

test('a password is long, and needs no escaping', () => {
  expect(newPassword()).toMatch(/^[\w-]{32}$/);
  expect(newPassword()).not.toBe(newPassword());
});
