import type { TestDatabase } from '@pgpm/testing';

/** The error of a statement that must fail. The transaction around it goes on. */
export async function failureOf(db: TestDatabase, sql: string, params: unknown[] = []): Promise<unknown> {
  await db.query('savepoint before_failure');
  try {
    await db.query(sql, params);
  } catch (error) {
    await db.query('rollback to savepoint before_failure');
    return error;
  }
  throw new Error(`must fail: ${sql}`);
}

/** Runs SQL and returns the notices and warnings that it raised, as `severity: message`. */
export async function noticesOf(db: TestDatabase, sql: string): Promise<readonly string[]> {
  const notices: string[] = [];
  const listen = (notice: { severity?: string | undefined; message?: string | undefined }): void => {
    notices.push(`${notice.severity ?? ''}: ${notice.message ?? ''}`);
  };
  db.client.on('notice', listen);
  await db.query(sql).finally(() => db.client.off('notice', listen));
  return notices;
}
