import { settingsOf } from './context.js';
import { TestingError } from '../testing-error.js';

test('a role and claims become settings', () => {
  expect(settingsOf({ role: 'authenticated', 'jwt.claims.user_id': '7' })).toEqual([
    ['role', 'authenticated'],
    ['jwt.claims.user_id', '7'],
  ]);
});

test('null and undefined reset', () => {
  expect(settingsOf({ role: null, 'jwt.claims.user_id': undefined })).toEqual([
    ['role', 'none'],
    ['jwt.claims.user_id', ''],
  ]);
});

test.each(['user_id', 'search_path', 'jwt.', '.x', 'a b.c', "jwt.x'; drop table t; --", ''])(
  'refuses the claim %j',
  (name) => {
    expect(() => settingsOf({ [name]: 'x' })).toThrow(TestingError);
  },
);
