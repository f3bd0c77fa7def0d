import type { ObjectDifference } from '../../errors/index.js';
import type { PreparedScript } from '../../formats/sql.js';
import { isDatabaseError, type Session } from '../../store/index.js';
import { quoteIdentifier } from '../extensions.js';
import type { CheckStep } from './plan.js';

const word = /[\p{L}\p{N}_$]+/gu;

/** Words of a script that could name a role. */
export function wordsOf({ sql }: PreparedScript): readonly string[] {
  return sql.match(word) ?? [];
}

/** SQLSTATE of a missing right. */
const missingRight = '42501';

/** Roles of the server, by name, that are called like a word of the scripts. The role that runs the check is none of them. */
async function mentionedRoles(session: Session, words: ReadonlySet<string>): Promise<readonly string[]> {
  const rows = await session.rows<{ name: string }>(
    `select r.rolname::text as name from pg_catalog.pg_roles as r
     where r.oid >= 16384 and r.rolname <> session_user and r.rolname::text = any($1) order by 1`,
    [[...words]],
  );
  return rows.map(({ name }) => name);
}

/**
 * Gives roles that scripts may make other names until the end of the transaction: for these scripts, and nobody else, the
 * server does not have them. Roles that scripts only use stay: they have to be there.
 *
 * @returns the roles that the user may not rename.
 */
export async function hideRoles(session: Session, words: ReadonlySet<string>): Promise<readonly string[]> {
  const stubborn: string[] = [];
  for (const [place, name] of (await mentionedRoles(session, words)).entries()) {
    const hidden = `pgpm_hidden_${place}_${name}`.slice(0, 60);
    await session.execute('savepoint pgpm_role');
    try {
      await session.execute(`alter role ${quoteIdentifier(name)} rename to ${quoteIdentifier(hidden)}`);
    } catch (error) {
      if (!isDatabaseError(error) || error.code !== missingRight) throw error;
      await session.execute('rollback to savepoint pgpm_role');
      stubborn.push(name);
    }
    await session.execute('release savepoint pgpm_role');
  }
  return stubborn;
}

/**
 * Takes all roles that the server has out of the catalogs to come: where scripts are committed they cannot be hidden.
 *
 * @returns those that scripts mention.
 */
export async function excludeRoles(session: Session, words: ReadonlySet<string>): Promise<readonly string[]> {
  await session.execute('insert into pgpm_check.foreign_role select r.oid from pg_catalog.pg_roles as r');
  return mentionedRoles(session, words);
}

/**
 * Drops the roles that committed scripts have made, with all that they have in this database.
 *
 * @returns those that could not be dropped.
 */
export async function dropNewRoles(session: Session, words: ReadonlySet<string>): Promise<readonly string[]> {
  const rows = await session.rows<{ name: string }>(
    `select r.rolname::text as name from pg_catalog.pg_roles as r
     where r.rolname::text = any($1) and not exists (select from pgpm_check.foreign_role as f where f.oid = r.oid)`,
    [[...words]],
  );
  const left: string[] = [];
  for (const { name } of rows) {
    const role = quoteIdentifier(name);
    await session.execute(`drop owned by ${role} cascade; drop role ${role}`).catch(() => left.push(name));
  }
  return left;
}

/** Whether a script of the change has one of the names in it. */
export function mentions({ deploy, verify, revert }: CheckStep, roles: ReadonlySet<string>): boolean {
  if (roles.size === 0) return false;
  return [deploy, verify, revert].some(
    (step) => step !== undefined && wordsOf(step.load()).some((word) => roles.has(word)),
  );
}

const kindsOfRoles = new Set(['role', 'membership', 'settings', 'comment']);

/** Leaves out what is about the roles themselves. */
export function withoutRoles(
  differences: readonly ObjectDifference[],
  roles: ReadonlySet<string>,
): readonly ObjectDifference[] {
  if (roles.size === 0) return differences;
  return differences.filter(
    ({ kind, name }) => !kindsOfRoles.has(kind) || !(name.match(word) ?? []).some((part) => roles.has(part)),
  );
}
