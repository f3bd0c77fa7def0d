import { findPassword } from './password-file.js';

const request = { host: 'db.example', port: 5432, database: 'shop', user: 'app' };

test.each([
  ['db.example:5432:shop:app:secret', 'secret'],
  ['*:*:*:*:secret', 'secret'],
  ['# comment\n\ndb.example:5433:*:*:other\ndb.example:*:*:app:mine\n*:*:*:*:last', 'mine'],
  ['db.example:5432:shop:app:a\\:b\\\\c', 'a:b\\c'],
  ['db.example:5432:shop:app:secret:rest', 'secret'],
  ['db.example:5432:shop:app:secret\r\n', 'secret'],
  ['other:5432:shop:app:secret', undefined],
  ['db.example:5432:shop:app', undefined],
  ['', undefined],
])('finds in %j', (text, expected) => expect(findPassword(text, request)).toBe(expected));

test('compares fields with their escapes resolved', () => {
  expect(findPassword('\\:\\:1:*:*:*:six', { ...request, host: '::1' })).toBe('six');
});
