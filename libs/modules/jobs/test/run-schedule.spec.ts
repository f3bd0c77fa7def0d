import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import {
  addJob,
  addSchedule,
  age,
  completeJob,
  failJob,
  findJob,
  getJob,
  openDatabase,
  runSchedule,
} from './support.js';
import type { Schedule } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const allSchedules = (): Promise<Schedule[]> => db.any('select * from app_jobs.scheduled_jobs order by id');
const refusal = async (id: Schedule['id']): Promise<unknown> =>
  failureOf(db, 'select app_jobs.run_scheduled_job($1)', [id]);
const alreadyScheduled = { code: 'P0001', message: 'ALREADY_SCHEDULED' };

describe('run_scheduled_job', () => {
  test('copies the schedule into a job that is due now', async () => {
    const args = { payload: '{"a":1}', job_key: 'K', queue_name: 'q', max_attempts: 3, priority: 4 };
    const { id } = await addSchedule(db, 's', args);
    const { now } = await db.one<{ now: Date }>('select now()');
    const job = await runSchedule(db, id);
    expect(job).toMatchObject({
      task_identifier: 's',
      payload: { a: 1 },
      key: 'K',
      queue_name: 'q',
      max_attempts: 3,
      priority: 4,
      run_at: now,
      attempts: 0,
    });
    expect(await allSchedules()).toMatchObject([{ last_scheduled: now, last_scheduled_id: job.id }]);
  });

  test('knows nothing of a deleted schedule', async () => {
    expect(await runSchedule(db, '-1')).toMatchObject({ id: null, task_identifier: null });
  });

  test('refuses while the last job waits, runs or will be tried again, and goes on when it is done', async () => {
    const schedule = await addSchedule(db, 's');
    const { id } = await runSchedule(db, schedule.id);
    expect(await refusal(schedule.id)).toMatchObject(alreadyScheduled);
    await getJob(db, 'worker-1');
    expect(await refusal(schedule.id)).toMatchObject(alreadyScheduled);
    await failJob(db, 'worker-1', id, 'broken');
    expect(await refusal(schedule.id)).toMatchObject(alreadyScheduled);

    await db.query('update app_jobs.jobs set run_at = now()');
    await getJob(db, 'worker-1');
    await completeJob(db, 'worker-1', id);
    expect((await runSchedule(db, schedule.id)).id).not.toBe(id);
  });

  test.each([
    ['30 minutes', {}, false],
    ['2 hours', {}, true],
    ['30 minutes', { job_expiry: '10 minutes' }, true],
    ['2 hours', { job_expiry: '3 hours' }, false],
    ['10 years', { job_expiry: null }, false],
  ])('a job that has been running for %s, given %j, is over: %j', async (silence, args, over) => {
    const schedule = await addSchedule(db, 's');
    await runSchedule(db, schedule.id);
    await getJob(db, 'worker-1');
    await age(db, 'worker-1', silence);
    const run = runSchedule(db, schedule.id, args);
    if (over) expect(await run).toMatchObject({ task_identifier: 's' });
    else await expect(run).rejects.toMatchObject(alreadyScheduled);
  });

  test('a job in its last try is running, not dead', async () => {
    const schedule = await addSchedule(db, 's', { max_attempts: 1 });
    await runSchedule(db, schedule.id);
    await getJob(db, 'worker-1');
    expect(await refusal(schedule.id)).toMatchObject(alreadyScheduled);
  });

  describe('with a key', () => {
    test('starts a dead job anew', async () => {
      const schedule = await addSchedule(db, 's', { job_key: 'K', max_attempts: 1 });
      const { id } = await runSchedule(db, schedule.id);
      await getJob(db, 'worker-1');
      await failJob(db, 'worker-1', id, 'broken');
      expect(await runSchedule(db, schedule.id)).toMatchObject({ id, attempts: 0, last_error: null });
    });

    test('takes the key from a job whose worker was lost', async () => {
      const schedule = await addSchedule(db, 's', { job_key: 'K' });
      const { id } = await runSchedule(db, schedule.id);
      await getJob(db, 'worker-1');
      await age(db, 'worker-1', '2 hours');
      const next = await runSchedule(db, schedule.id);
      expect(next).toMatchObject({ key: 'K', attempts: 0 });
      expect(await findJob(db, id)).toMatchObject({ key: null, attempts: 25 });
    });

    test('refuses while another job with the key waits', async () => {
      const schedule = await addSchedule(db, 's', { job_key: 'K' });
      await addJob(db, 'other', { job_key: 'K' });
      expect(await refusal(schedule.id)).toMatchObject(alreadyScheduled);
    });
  });
});
