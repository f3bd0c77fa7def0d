import { join } from 'node:path';
import type { TestDatabase } from '@pgpm/testing';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

export const owner = '0b0b0b0b-1111-4222-8333-444444444444';
export const stranger = '0c0c0c0c-1111-4222-8333-444444444444';

/** A secret as it is stored: the value as text in hexadecimal, as PostgreSQL prints it. */
export interface Secret {
  readonly value: string | null;
  readonly marker: string | null;
}

const columns = `secrets_value_field::text as value, secrets_enc_field as marker`;

export function insert(db: TestDatabase, value: string | null, marker: string | null, of = owner): Promise<Secret> {
  return db.one<Secret>(
    `insert into secrets_schema.secrets_table (secrets_owned_field, name, secrets_value_field, secrets_enc_field)
     values ($1, 'tok', convert_to($2, 'UTF8'), $3) returning ${columns}`,
    [of, value, marker],
  );
}

/** Updates the only secret: `assignments` is the part behind `set`. */
export function update(db: TestDatabase, assignments: string): Promise<Secret> {
  return db.one<Secret>(`update secrets_schema.secrets_table set ${assignments} returning ${columns}`);
}

/** What the only secret decrypts to with a pass phrase, by nothing but pgcrypto. */
export async function decrypted(db: TestDatabase, passPhrase: string): Promise<string> {
  const { text } = await db.one<{ text: string }>(
    `select convert_from(decode(pgp_sym_decrypt(secrets_value_field, $1), 'hex'), 'UTF8') as text
     from secrets_schema.secrets_table`,
    [passPhrase],
  );
  return text;
}

/** Whether the hash of the only secret is the bcrypt hash of a text, by nothing but pgcrypto. */
export async function isHashOf(db: TestDatabase, text: string): Promise<boolean> {
  const { same } = await db.one<{ same: boolean }>(
    `select crypt($1, hash) = hash as same
     from secrets_schema.secrets_table, convert_from(secrets_value_field, 'UTF8') as hash`,
    [text],
  );
  return same;
}

export const hex = (text: string): string => `\\x${Buffer.from(text).toString('hex')}`;
