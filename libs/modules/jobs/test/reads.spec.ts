import type { TestDatabase } from '@pgpm/testing';
import { addJob, addSchedule, completeJob, failJob, getJob, openDatabase, runSchedule } from './support.js';

// No call may read more of a large table than it needs, whatever the statistics say: often there are none.
let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

/** Sequential scans of the jobs, and rows fetched through their indexes, in this transaction so far. */
async function reads(): Promise<{ scans: number; rows: number }> {
  return db.one<{ scans: number; rows: number }>(
    `select coalesce(seq_scan, 0)::int as scans, coalesce(idx_tup_fetch, 0)::int as rows
     from pg_catalog.pg_stat_xact_user_tables where relid = 'app_jobs.jobs'::regclass`,
  );
}

async function expectFewReads(work: () => Promise<unknown>): Promise<void> {
  const before = await reads();
  await work();
  const after = await reads();
  expect(after.scans).toBe(before.scans);
  expect(after.rows - before.rows).toBeLessThan(15);
}

const manyJobs = (columns = '', values = '') =>
  db.query(
    `insert into app_jobs.jobs (task_identifier, queue_name ${columns})
     select 't', null ${values} from generate_series(1, 1000)`,
  );

describe('get_job', () => {
  test('with a plan that was made while the table was empty', async () => {
    for (let call = 0; call < 8; call += 1) await getJob(db, 'worker-1');
    await manyJobs();
    await expectFewReads(() => getJob(db, 'worker-1'));
  });

  test('behind a thousand jobs that run', async () => {
    await manyJobs(', priority, locked_at, locked_by', `, -1, now(), 'worker-0'`);
    await addJob(db, 't');
    await expectFewReads(() => getJob(db, 'worker-1'));
  });

  test('behind a thousand jobs that wait for their time', async () => {
    await manyJobs(', priority, run_at', `, -1, now() + interval '1 hour'`);
    await addJob(db, 't');
    await expectFewReads(() => getJob(db, 'worker-1'));
  });

  test('behind a thousand dead jobs, which the statistics say is all there is', async () => {
    await manyJobs(', priority, attempts', ', -1, 25');
    await db.query('analyze app_jobs.jobs');
    await addJob(db, 't');
    await expectFewReads(() => getJob(db, 'worker-1'));
  });
});

test.each([
  ['complete_job', (id: string) => completeJob(db, 'worker-1', id)],
  ['fail_job', (id: string) => failJob(db, 'worker-1', id, 'broken')],
])('%s by a worker that has a thousand jobs, while the statistics know of none', async (_, end) => {
  await manyJobs();
  await db.query('analyze app_jobs.jobs');
  await db.query(`update app_jobs.jobs set locked_at = now(), locked_by = 'worker-1'`);
  for (let call = 0; call < 8; call += 1) await end('-1');
  const { id } = await getJob(db, 'worker-1', { job_expiry: '-1 hour' });
  await expectFewReads(() => end(id ?? ''));
});

test('a tick of a schedule among a thousand jobs', async () => {
  const { id } = await addSchedule(db, 's', { job_key: 'K', max_attempts: 1 });
  for (let call = 0; call < 8; call += 1) {
    await runSchedule(db, id);
    await db.query('update app_jobs.jobs set attempts = max_attempts');
  }
  await manyJobs();
  await expectFewReads(() => runSchedule(db, id));
});
