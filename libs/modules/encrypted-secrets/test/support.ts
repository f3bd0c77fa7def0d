import { join } from 'node:path';
import type { TestDatabase } from '@pgpm/testing';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

export const owner = '0b0b0b0b-1111-4222-8333-444444444444';
export const stranger = '0c0c0c0c-1111-4222-8333-444444444444';

/** The value of a function of the schema. */
export async function call(db: TestDatabase, name: string, ...args: unknown[]): Promise<unknown> {
  const places = args.map((_, index) => `$${index + 1}`).join(', ');
  const { value } = await db.one<{ value: unknown }>(`select encrypted_secrets.${name}(${places}) as value`, args);
  return value;
}

export const upsert = (db: TestDatabase, name: string | null, value: string | null, encoding?: string | null) =>
  call(db, 'secrets_upsert', owner, name, value, ...(encoding === undefined ? [] : [encoding]));

export const read = (db: TestDatabase, name: string, ...defaults: string[]) =>
  call(db, 'secrets_getter', owner, name, ...defaults);

export const verify = (db: TestDatabase, name: string, value: string | null) =>
  call(db, 'secrets_verify', owner, name, value);

/** The secrets of everybody: name, encoding, and how many bytes are stored. */
export const stored = (db: TestDatabase) =>
  db.any<{ name: string; encoding: string; bytes: number | null }>(`
    select name, secrets_enc_field as encoding, octet_length(secrets_value_field) as bytes
    from secrets_schema.secrets_table order by name`);
