import { isPostgresError, type PostgresError } from '../postgres-error.js';
import { parseConnectionString } from './url.js';

const parse = (text: string): unknown => parseConnectionString(text, 'DATABASE_URL');

test.each([
  ['postgresql://app@db.example:5433/shop', { user: 'app', host: 'db.example', port: '5433', dbname: 'shop' }],
  ['postgres://app@db.example/shop', { user: 'app', host: 'db.example', dbname: 'shop' }],
  ['POSTGRESQL://db.example', { host: 'db.example' }],
  ['postgresql://', {}],
  ['postgresql:///shop', { dbname: 'shop' }],
  ['postgresql://app:secret@db/shop', { user: 'app', password: 'secret', host: 'db', dbname: 'shop' }],
  ['postgresql://app:@db', { user: 'app', host: 'db' }],
  ['postgresql://:5433', { port: '5433' }],
  // IPv6
  ['postgresql://app@[::1]:5433/shop', { user: 'app', host: '::1', port: '5433', dbname: 'shop' }],
  ['postgresql://[2001:db8::7]/shop', { host: '2001:db8::7', dbname: 'shop' }],
  // sockets
  ['postgresql:///shop?host=/run/postgresql', { host: '/run/postgresql', dbname: 'shop' }],
  ['postgresql://%2Frun%2Fpostgresql:5433/shop', { host: '/run/postgresql', port: '5433', dbname: 'shop' }],
  ['postgresql://app@/shop?host=/tmp&port=5433', { user: 'app', host: '/tmp', port: '5433', dbname: 'shop' }],
  // parameters
  [
    'postgresql://db/shop?sslmode=verify-full&connect_timeout=5',
    { host: 'db', dbname: 'shop', sslmode: 'verify-full', connect_timeout: '5' },
  ],
  ['postgresql://db?options=-c%20search_path%3Da%2Cb', { host: 'db', options: '-c search_path=a,b' }],
  ['postgresql://db?application_name=my%20app', { host: 'db', application_name: 'my app' }],
  ['postgresql://db?dbname=shop&user=app&password=s%26x', { host: 'db', dbname: 'shop', user: 'app', password: 's&x' }],
  ['postgresql://db?ssl=true', { host: 'db', sslmode: 'require' }],
  ['postgresql://db/shop?schema=public&pgbouncer=true', { host: 'db', dbname: 'shop' }],
  // names that need encoding
  ['postgresql://b%C3%A4r@db/caf%C3%A9%20menu', { user: 'bär', host: 'db', dbname: 'café menu' }],
  // keywords
  ['host=db.example port=5433 dbname=shop', { host: 'db.example', port: '5433', dbname: 'shop' }],
  [" dbname = 'two words' user='o\\'hara' ", { dbname: 'two words', user: "o'hara" }],
])('reads %s as libpq does', (text, expected) => expect(parse(text)).toEqual(expected));

test('reads a password with every special character, percent-encoded', () => {
  const password = 'p@ss:w/o#r%d? &=+[é]';
  expect(parse(`postgresql://app:${encodeURIComponent(password)}@db:5432/shop`)).toEqual({
    user: 'app',
    password,
    host: 'db',
    port: '5432',
    dbname: 'shop',
  });
});

test.each(['to:p', 'to#p', 'to?p', 'to+p', 'to&p'])(
  'reads the password %s, which is unambiguous as it is',
  (password) => {
    expect(parse(`postgresql://app:${password}@db/shop`)).toMatchObject({ password, host: 'db', dbname: 'shop' });
  },
);

test.each([
  'postgresql://app:TOP@SECRET@db.example/shop',
  'postgresql://app:TOP/SECRET@db.example/shop',
  'postgresql://app:12/SECRET@db.example/shop',
  'postgresql://app:TOP#/SECRET@db.example/shop',
  'postgresql://app:TOP%SECRET@db.example/shop',
  'postgresql://app:TOP%zzSECRET@db.example/shop',
  'postgresql://app:TOP%SECRET@db.example',
])('asks for percent-encoding, and does not repeat the password of %s', (text) => {
  const error = failure(text);
  expect(error.code).toBe('PASSWORD_NOT_ENCODED');
  expect(error.hint).toContain('%40');
  expect(visible(error)).not.toMatch(/TOP|SECRET/);
});

test.each([
  ['mysql://app:SECRET@db/shop'],
  ['postgresql://app:TOP?/SECRET@db/shop'],
  ['postgresql://app:TOP@a?SECRET@db/shop'],
  ['postgresql://app:TOP@a:SECRET/shop'],
  ['postgresql://db:SECRET/shop'],
  ['postgresql://db?sslmod=require'],
  ['postgresql://db?SECRET/x=require'],
  ['postgresql://one,two/shop'],
  ['postgresql://db/%SECRET'],
  ['postgresql://app:SECRET%00@db/shop'],
  ['localhost'],
  ['host=db SECRET'],
  ['host=db passwrod=SECRET'],
])('refuses %s without quoting it', (text) => {
  const error = failure(text);
  expect(error.code).toBe('CONNECTION_URL_INVALID');
  expect(visible(error)).not.toMatch(/TOP|SECRET/);
});

test('names an unknown parameter', () => {
  expect(failure('postgresql://db?sslmod=require').message).toContain('"sslmod"');
});

function failure(text: string): PostgresError {
  try {
    parse(text);
  } catch (error) {
    if (isPostgresError(error)) return error;
    throw error;
  }
  throw new Error(`read ${text}`);
}

function visible(error: PostgresError): string {
  return [String(error), error.stack, error.hint, JSON.stringify(error)].join('\n');
}
