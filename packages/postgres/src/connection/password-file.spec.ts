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
])('finds in %j', (text, expected) => expect(findPassword(text, request, 'f')).toBe(expected));

test('compares fields with their escapes resolved', () => {
  expect(findPassword('\\:\\:1:*:*:*:six', { ...request, host: '::1' }, 'f')).toBe('six');
});

test.each(['\0', '\uFFFD'])('a password that is no text is told with its line, when it is the one: %j', (sign) => {
  const text = `other:*:*:*:${sign}\n*:*:*:app:S3C${sign}R\n`;
  expect(findPassword(text, { ...request, user: 'you' }, 'f')).toBeUndefined();
  expect(() => findPassword(text, request, 'f')).toThrow(
    'cannot use the connection setting passfile: the password in f:2 is no UTF-8, or holds a NUL',
  );
});
