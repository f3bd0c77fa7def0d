import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { valueOf } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'totp' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test.each([
  ['a b', 'a%20b'],
  ['&=+%', '%26%3D%2B%25'],
  ['~', '%7E'],
  ['é', '%C3%A9'],
  ['€', '%E2%82%AC'],
  ['😀', '%F0%9F%98%80'],
  ['\n\u0001', '%0A%01'],
  ['a/b:c@d?e#f', 'a/b:c@d?e#f'],
  ['Az09-_.', 'Az09-_.'],
  ['', ''],
  [null, null],
])('%j is encoded as %s', async (text, encoded) => {
  expect(await valueOf(db, 'totp.urlencode($1)', [text])).toBe(encoded);
});

test.each([
  [
    `'ann@example.com', 'JBSWY3DPEHPK3PXP', 30, 'Acme'`,
    'otpauth://totp/ann@example.com?secret=JBSWY3DPEHPK3PXP&period=30&issuer=Acme',
  ],
  [
    `'Acme:ann@example.com', 'JBSWY3DPEHPK3PXP', 30, 'Acme Co'`,
    'otpauth://totp/Acme:ann@example.com?secret=JBSWY3DPEHPK3PXP&period=30&issuer=Acme%20Co',
  ],
  [
    `'a?secret=X#/:b:c', 'S', 60, 'I/?#&x=1'`,
    'otpauth://totp/a%3Fsecret%3DX%23%2F:b%3Ac?secret=S&period=60&issuer=I%2F%3F%23%26x%3D1',
  ],
  [`'日本', 'S', 30, '€'`, 'otpauth://totp/%E6%97%A5%E6%9C%AC?secret=S&period=30&issuer=%E2%82%AC'],
  [`'a', 'S', 30, 'I', 8`, 'otpauth://totp/a?secret=S&period=30&issuer=I&digits=8'],
  [`'a', 'S', 30, 'I', hash := 'sha256'`, 'otpauth://totp/a?secret=S&period=30&issuer=I&algorithm=SHA256'],
  [`'a', 'S', 30, 'I', 6, 'SHA1'`, 'otpauth://totp/a?secret=S&period=30&issuer=I'],
  [
    `email := 'a', totp_secret := 'S', totp_interval := 30, totp_issuer := 'I'`,
    'otpauth://totp/a?secret=S&period=30&issuer=I',
  ],
  [`null, 'S', 30, 'I'`, null],
  [`'a', 'S', 30, null`, null],
])('url(%s)', async (args, expected) => expect(await valueOf(db, `totp.url(${args})`)).toBe(expected));
