import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

export const user = '0b0b0b0b-1111-4222-8333-444444444444';
export const other = '0c0c0c0c-1111-4222-8333-444444444444';

export const openDatabase = (): Promise<TestDatabase> => createTestDatabase({ module: 'achievements' });

export const asUser = (db: TestDatabase, id: string | null, role = 'none') =>
  db.setContext({ role, 'jwt.claims.user_id': id });

/** The tallies of a user, by name. Read as the role that the test runs as. */
export async function tallies(db: TestDatabase, of = user): Promise<Readonly<Record<string, number>>> {
  const sql = 'select name, count from status_public.user_achievements where user_id = $1 order by name';
  const rows = await db.any<{ name: string; count: number }>(sql, [of]);
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

export const logStep = (db: TestDatabase, name: string, count: number | null = 1, of = user) =>
  db.query('insert into status_public.user_steps (user_id, name, count) values ($1, $2, $3)', [of, name, count]);

/** The level bronze of the examples: three posts, and before them an avatar. */
export const makeBronze = (db: TestDatabase) =>
  db.query(`
    insert into status_public.levels values ('bronze'), ('empty');
    insert into status_public.level_requirements (level, name, required_count, priority)
    values ('bronze', 'post', 3, 20), ('bronze', 'avatar', 1, 10);`);

export const required = (db: TestDatabase, level: string | null, of: string | null = user) =>
  db.any<{ name: string; count: number }>(
    'select name, required_count as count from status_public.steps_required($1, $2)',
    [level, of],
  );

export async function achieved(db: TestDatabase, level: string | null, of: string | null = user): Promise<boolean> {
  const sql = 'select status_public.user_achieved($1, $2) as achieved';
  return (await db.one<{ achieved: boolean }>(sql, [level, of])).achieved;
}
