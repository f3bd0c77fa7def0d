import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { ConnectionOptions, SecureVersion } from 'node:tls';

import { PostgresError } from '../postgres-error.js';
import type { Parameters } from './parameters.js';

const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'] as const;
export type SslMode = (typeof modes)[number];

/** `probe`: use TLS when the server offers it, which only the server can tell. */
export type TlsDecision = { readonly kind: 'off' } | { readonly kind: 'on' | 'probe'; readonly ssl: ConnectionOptions };

/**
 * What `sslmode` and its companions ask for, with libpq's meaning of the modes. Three differences: `allow` is treated
 * as `prefer`; on the loopback interface both mean plain text, where TLS protects nothing and costs time;
 * `verify-full` without a root certificate trusts the authorities that Node trusts.
 *
 * @param certificateDir where libpq looks for `root.crt`, `root.crl`, `postgresql.crt` and `postgresql.key`.
 * @throws {PostgresError} `CONNECTION_SETTING_INVALID`: unknown mode, unreadable file, `verify-ca` without a root.
 */
export function decideTls(parameters: Parameters, host: string, certificateDir: string): TlsDecision {
  const rootFile = existing(parameters.sslrootcert, join(certificateDir, 'root.crt'));
  const mode = readMode(parameters.sslmode ?? (rootFile === 'system' ? 'verify-full' : 'prefer'));
  if (mode === 'disable' || host.startsWith('/')) return { kind: 'off' };
  const optional = mode === 'prefer' || mode === 'allow';
  if (optional && isLoopback(host)) return { kind: 'off' };
  const ssl = {
    ...identity(parameters, certificateDir),
    ...trust(mode, rootFile),
    ...revoked(parameters, rootFile, certificateDir),
    ...servername(parameters, host),
    ...versionsBetween(parameters),
  };
  return { kind: optional ? 'probe' : 'on', ssl };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function readMode(text: string): SslMode {
  const mode = modes.find((known) => known === text);
  if (mode === undefined) {
    const reason = `"${text}" is not one of ${modes.slice(0, -1).join(', ')}`;
    throw new PostgresError('CONNECTION_SETTING_INVALID', { setting: 'sslmode', reason });
  }
  return mode;
}

function trust(mode: SslMode, rootFile: string | undefined): ConnectionOptions {
  const ca = rootFile === undefined || rootFile === 'system' ? undefined : readFile('sslrootcert', rootFile);
  if (mode === 'verify-full') return ca === undefined ? {} : { ca };
  if (mode === 'verify-ca' && ca === undefined) {
    throw new PostgresError(
      'CONNECTION_SETTING_INVALID',
      { setting: 'sslmode', reason: 'verify-ca needs a root certificate' },
      { hint: 'name the certificate of the authority with sslrootcert, or use verify-full' },
    );
  }
  // A root certificate makes libpq check the chain even for `require`.
  if (mode === 'verify-ca' || (mode === 'require' && ca !== undefined)) {
    return { ca: ca ?? '', checkServerIdentity: () => undefined };
  }
  return { rejectUnauthorized: false };
}

/** Certificates that no longer count. As in libpq, only where a root certificate says which ones do. */
function revoked({ sslcrl }: Parameters, rootFile: string | undefined, certificateDir: string): ConnectionOptions {
  const file = rootFile === undefined ? undefined : existing(sslcrl, join(certificateDir, 'root.crl'));
  return file === undefined ? {} : { crl: readFile('sslcrl', file) };
}

function identity(parameters: Parameters, certificateDir: string): ConnectionOptions {
  const certificate = existing(parameters.sslcert, join(certificateDir, 'postgresql.crt'));
  const key = existing(parameters.sslkey, join(certificateDir, 'postgresql.key'));
  if (certificate === undefined || key === undefined) return {};
  const passphrase = parameters.sslpassword === undefined ? {} : { passphrase: parameters.sslpassword };
  return { cert: readFile('sslcert', certificate), key: readFile('sslkey', key), ...passphrase };
}

/** With `hostaddr` the socket goes to an address, and the certificate still has to be the one of the host. */
function servername(parameters: Parameters, host: string): ConnectionOptions {
  return parameters.hostaddr === undefined || isIP(host) !== 0 ? {} : { servername: host };
}

const versions: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

function versionsBetween(parameters: Parameters): ConnectionOptions {
  const minVersion = readVersion(parameters, 'ssl_min_protocol_version');
  const maxVersion = readVersion(parameters, 'ssl_max_protocol_version');
  if (
    minVersion !== undefined &&
    maxVersion !== undefined &&
    versions.indexOf(minVersion) > versions.indexOf(maxVersion)
  ) {
    const reason = `it is below ssl_min_protocol_version, ${minVersion}`;
    throw new PostgresError('CONNECTION_SETTING_INVALID', { setting: 'ssl_max_protocol_version', reason });
  }
  return { ...(minVersion !== undefined && { minVersion }), ...(maxVersion !== undefined && { maxVersion }) };
}

function readVersion(
  parameters: Parameters,
  setting: 'ssl_min_protocol_version' | 'ssl_max_protocol_version',
): SecureVersion | undefined {
  const text = parameters[setting];
  if (text === undefined) return undefined;
  const version = versions.find((known) => known.toLowerCase() === text.toLowerCase());
  if (version !== undefined) return version;
  const reason = `"${text}" is not one of ${versions.join(', ')}`;
  throw new PostgresError('CONNECTION_SETTING_INVALID', { setting, reason });
}

function existing(named: string | undefined, usual: string): string | undefined {
  return named ?? (existsSync(usual) ? usual : undefined);
}

function readFile(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new PostgresError('CONNECTION_SETTING_INVALID', { setting, reason: `cannot read ${file}` }, { cause });
  }
}
