import type { Client } from 'pg';
import { EngineError } from '../errors/index.js';

/** Translates what `connect` threw. Only names and numbers of the connection are kept, never a URL or a password. */
export function connectionError(client: Client, cause: unknown): EngineError {
  const code = codeOf(cause);
  const database = client.database ?? '';
  if (code === '3D000') {
    const hint = 'create it first; deploy does so with --createdb, but not in a dry run';
    return new EngineError('DATABASE_MISSING', { database }, { hint, cause });
  }
  const sqlState = code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
  return new EngineError(
    'CONNECTION_FAILED',
    { host: client.host, port: client.port, user: client.user ?? '', database, sqlState, reason: reasonOf(cause) },
    { hint: hintFor(code), cause },
  );
}

function codeOf(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined;
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return codeOf(firstOf(cause));
}

function reasonOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return String(cause);
  const first = firstOf(cause);
  if (first !== undefined) return reasonOf(first);
  const message = 'message' in cause ? String(cause.message) : '';
  return message === '' ? (codeOf(cause) ?? 'unknown reason') : message;
}

/** Node tries every address of a host name, and throws all their errors together. */
function firstOf(cause: object): unknown {
  return 'errors' in cause && Array.isArray(cause.errors) ? cause.errors[0] : undefined;
}

function hintFor(code: string | undefined): string | undefined {
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return 'no server listens there: start it, or correct host and port';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name is unknown: correct PGHOST or the URL';
    case '28P01':
      return 'the password is wrong; in a URL, special characters have to be percent-encoded (@ is %40, # is %23)';
    case '28000':
      return 'the server refuses this user: check pg_hba.conf and the role';
    case '53300':
      return 'the server has no free connection: try again, or raise max_connections';
    default:
      return undefined;
  }
}
