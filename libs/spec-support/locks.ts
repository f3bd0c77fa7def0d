import type { TestDatabase } from '@pgpm/testing';

/** Waits until as many sessions of the test's database wait for a lock. `db` itself must not be one of them. */
export async function untilBlocked(db: TestDatabase, sessions = 1): Promise<void> {
  let blocked = 0;
  while (blocked < sessions) {
    // A transaction would go on seeing what it has seen first.
    await db.query('select pg_catalog.pg_stat_clear_snapshot()');
    ({ blocked } = await db.one<{ blocked: number }>(`
      select count(*)::int as blocked from pg_catalog.pg_stat_activity
      where datname = pg_catalog.current_database() and backend_type = 'client backend' and wait_event_type = 'Lock'`));
  }
}
