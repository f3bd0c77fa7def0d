import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { decideTls } from './tls.js';

const directory = mkdtempSync(join(tmpdir(), 'pgpm-tls-'));
const root = join(directory, 'ca.pem');
writeFileSync(root, 'CA');
writeFileSync(join(directory, 'ca.crl'), 'CRL');
writeFileSync(join(directory, 'my.crt'), 'CERT');
writeFileSync(join(directory, 'my.key'), 'KEY');
afterAll(() => rmSync(directory, { recursive: true }));

const none = join(directory, 'none');
const off = { kind: 'off' };
const unverified = { rejectUnauthorized: false };
const chainOnly = { ca: 'CA', checkServerIdentity: expect.any(Function) };

test.each([
  [{}, 'db.example', { kind: 'probe', ssl: unverified }],
  [{ sslmode: 'prefer' }, 'db.example', { kind: 'probe', ssl: unverified }],
  [{ sslmode: 'allow' }, 'db.example', { kind: 'probe', ssl: unverified }],
  [{ sslmode: 'disable' }, 'db.example', off],
  [{ sslmode: 'require' }, 'db.example', { kind: 'on', ssl: unverified }],
  [{ sslmode: 'no-verify' }, 'db.example', { kind: 'on', ssl: unverified }],
  [{ sslmode: 'require', sslrootcert: root }, 'db.example', { kind: 'on', ssl: chainOnly }],
  [{ sslmode: 'verify-ca', sslrootcert: root }, 'db.example', { kind: 'on', ssl: chainOnly }],
  [{ sslmode: 'verify-full', sslrootcert: root }, 'db.example', { kind: 'on', ssl: { ca: 'CA' } }],
  [{ sslmode: 'verify-full' }, 'db.example', { kind: 'on', ssl: {} }],
  [{ sslrootcert: 'system' }, 'db.example', { kind: 'on', ssl: {} }],
  [
    { sslmode: 'require', ssl_min_protocol_version: 'tlsv1.3' },
    'db.example',
    { kind: 'on', ssl: { ...unverified, minVersion: 'TLSv1.3' } },
  ],
  [
    { sslmode: 'verify-full', ssl_min_protocol_version: 'TLSv1.1', ssl_max_protocol_version: 'TLSv1.2' },
    'db.example',
    { kind: 'on', ssl: { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.2' } },
  ],
  [
    { sslmode: 'verify-full', sslrootcert: root, sslcrl: join(directory, 'ca.crl') },
    'db.example',
    { kind: 'on', ssl: { ca: 'CA', crl: 'CRL' } },
  ],
  [{ sslmode: 'require', sslcrl: join(directory, 'ca.crl') }, 'db.example', { kind: 'on', ssl: unverified }],
  // nothing to protect
  [{}, 'localhost', off],
  [{}, '127.0.0.1', off],
  [{ sslmode: 'prefer' }, '::1', off],
  [{ sslmode: 'require' }, '/run/postgresql', off],
  [{ sslmode: 'require' }, 'localhost', { kind: 'on', ssl: unverified }],
  // the certificate is the one of the name, wherever the socket goes
  [{ sslmode: 'verify-full', hostaddr: '10.0.0.7' }, 'db.example', { kind: 'on', ssl: { servername: 'db.example' } }],
])('decides %j for %s', (parameters, host, expected) => {
  expect(decideTls(parameters, host, none)).toEqual(expected);
});

test('presents a certificate', () => {
  const parameters = { sslmode: 'require', sslcert: join(directory, 'my.crt'), sslkey: join(directory, 'my.key') };
  expect(decideTls(parameters, 'db.example', none)).toMatchObject({ ssl: { cert: 'CERT', key: 'KEY' } });
});

test.each([
  [{ sslmode: 'requires' }],
  [{ sslmode: 'verify-ca' }],
  [{ sslmode: 'require', ssl_min_protocol_version: 'TLSv2' }],
  [{ sslmode: 'require', ssl_max_protocol_version: 'TLSv2' }],
  [{ sslmode: 'require', ssl_min_protocol_version: 'TLSv1.3', ssl_max_protocol_version: 'TLSv1.2' }],
  [{ sslmode: 'verify-full', sslrootcert: join(directory, 'missing.pem') }],
  [{ sslmode: 'verify-full', sslrootcert: root, sslcrl: join(directory, 'missing.crl') }],
])('refuses %j', (parameters) => {
  expect(errorOf(() => decideTls(parameters, 'db.example', none))).toMatchObject({
    code: 'CONNECTION_SETTING_INVALID',
  });
});

function errorOf(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
