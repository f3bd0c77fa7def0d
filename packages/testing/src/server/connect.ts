import { Client, type ClientConfig, type DatabaseError } from 'pg';

import { TestingError } from '../testing-error.js';

/** A server on which databases can be made. */
export interface TestServer {
  /** Of any database of it. */
  readonly config: ClientConfig;
  /** For messages; without a password. */
  readonly describe: string;
}

/** A client that is not connected yet. */
export function makeClient(config: ClientConfig): Client {
  const client = new Client(config);
  // A session that the server ends fails its queries; without a listener it would end the process, too.
  client.on('error', () => undefined);
  return client;
}

export async function connect(config: ClientConfig): Promise<Client> {
  const client = makeClient(config);
  await client.connect();
  return client;
}

/**
 * Connects to a database that is there anyway: the one that was named, or `postgres` when that has not been made yet. A
 * database cannot be made or dropped from inside of it.
 *
 * @throws {TestingError} `TEST_SERVER_UNAVAILABLE`.
 */
export async function connectBeside(server: TestServer): Promise<Client> {
  try {
    return await connect(server.config);
  } catch (error) {
    if (codeOf(error) === '3D000') {
      const fallback = await connect({ ...server.config, database: 'postgres' }).catch(() => undefined);
      if (fallback !== undefined) return fallback;
    }
    const fields = { server: server.describe, reason: reasonOf(error) };
    const hint = 'correct DATABASE_URL, or unset it to use the embedded server';
    throw new TestingError('TEST_SERVER_UNAVAILABLE', fields, { hint, cause: error });
  }
}

/** The SQLSTATE, or what Node calls the failure. */
export function codeOf(error: unknown): string | undefined {
  const { code } = asRecord(error);
  return typeof code === 'string' ? code : undefined;
}

export function reasonOf(error: unknown): string {
  const { message, errors } = asRecord(error);
  // Node tries every address of a host name, and throws all their errors together.
  if (Array.isArray(errors) && errors.length > 0) return reasonOf(errors[0]);
  return typeof message === 'string' && message !== '' ? message : (codeOf(error) ?? 'unknown reason');
}

function asRecord(value: unknown): Partial<Record<keyof DatabaseError | 'errors', unknown>> {
  return typeof value === 'object' && value !== null ? value : {};
}
