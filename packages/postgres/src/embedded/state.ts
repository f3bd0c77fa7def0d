import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { adopt, type Account } from './account.js';
import { onFileError } from './file-errors.js';
import { errorCode } from './processes.js';

export const superuser = 'postgres';
export const loopback = '127.0.0.1';

/** What has to be known of a cluster beyond its data directory, in `server.json`. */
export interface State {
  /** The workspace and the directory it was made for: a copy of either must not talk to the server of the original. */
  readonly workspaceRoot: string;
  readonly directory: string;
  /** The version of the server that made it, such as `18.4`. */
  readonly version: string;
  /** Used last, and tried first the next time. */
  readonly port: number;
  readonly password: string;
  /** Whether the first start came to its end, and the cluster's own database exists. */
  readonly isReady: boolean;
}

export function stateFile(directory: string): string {
  return join(directory, 'server.json');
}

/** For libpq: what `PGPASSFILE` names. */
export function passwordFile(directory: string): string {
  return join(directory, 'pgpass');
}

/** 192 random bits, in characters that need no escaping anywhere. */
export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

/** Undefined when there is none, or it is no longer readable as one. */
export function readState(directory: string): State | undefined {
  try {
    return parseState(readFileSync(stateFile(directory), 'utf8'));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

/**
 * Writes the state, and the password file that follows from it. Readers see the old or the new one, never a part.
 *
 * @throws {PostgresError} `DATA_DIRECTORY_UNWRITABLE`, `DATA_DIRECTORY_FULL`.
 */
export function writeState(state: State, owner: Account | undefined): void {
  onFileError(state.directory, () => {
    writePrivate(passwordFile(state.directory), `${loopback}:*:*:${superuser}:${state.password}\n`, owner);
    writePrivate(stateFile(state.directory), `${JSON.stringify(state, undefined, 2)}\n`, owner);
  });
}

export function parseState(text: string): State | undefined {
  const { workspaceRoot, directory, version, port, password, isReady } = parseRecord(text);
  if (typeof workspaceRoot !== 'string' || typeof directory !== 'string' || typeof version !== 'string')
    return undefined;
  if (typeof port !== 'number' || typeof password !== 'string' || typeof isReady !== 'boolean') return undefined;
  return { workspaceRoot, directory, version, port, password, isReady };
}

/** The fields of a JSON object; none for anything else. */
export function parseRecord(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Writes a file that only its owner can read. Readers see the old or the new text, never a part. */
export function writePrivate(file: string, text: string, owner: Account | undefined): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  adopt(draft, owner);
  renameSync(draft, file);
}
