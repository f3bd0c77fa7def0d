import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { addJob, call, failJob, findJob, getJob, openDatabase, queues } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const nothing = { id: null };

describe('fail_job', () => {
  /** The seconds from now to run_at after a failure with that many tries begun. */
  const delayAfter = async (attempts: number, jitter = 0, run_at = 'now()'): Promise<number> => {
    const { id } = await addJob(db, 't');
    await db.query(
      `update app_jobs.jobs set attempts = $2, locked_by = 'worker-1', locked_at = now(), run_at = ${run_at} where id = $1`,
      [id, attempts],
    );
    await call(db, 'fail_job', { worker_id: 'worker-1', job_id: id, error_message: 'broken', jitter });
    const { seconds } = await db.one<{ seconds: string }>(
      `select extract(epoch from run_at - now()) as seconds from app_jobs.jobs where id = $1`,
      [id],
    );
    return Number(seconds);
  };

  test('gives the job back, keeps the message, and frees the queue', async () => {
    const { id } = await addJob(db, 't', { queue_name: 'q' });
    await getJob(db, 'worker-1');
    expect(await failJob(db, 'worker-1', id, 'broken')).toMatchObject({
      id,
      attempts: 1,
      last_error: 'broken',
      locked_at: null,
      locked_by: null,
    });
    expect(await queues(db)).toEqual([{ queue_name: 'q', job_count: 1, locked_by: null }]);
    expect(await getJob(db, 'worker-1')).toMatchObject(nothing);
  });

  test.each([
    [0, 1],
    [1, 2.718282],
    [2, 7.389056],
    [3, 20.085537],
    [4, 54.59815],
    [5, 148.413159],
    [6, 403.428793],
    [7, 1096.633158],
    [8, 2980.957987],
    [9, 8103.083928],
    [10, 22026.465795],
    [11, 22026.465795],
    [24, 22026.465795],
  ])('after %i tries the next one waits for %f seconds', async (attempts, seconds) => {
    expect(await delayAfter(attempts)).toBeCloseTo(seconds, 5);
  });

  test('adds the wait to a run_at in the future', async () => {
    expect(await delayAfter(1, 0, `now() + interval '1 hour'`)).toBeCloseTo(3602.718282, 5);
  });

  test('jitter makes the wait longer by up to that fraction', async () => {
    const delays: number[] = [];
    for (let call = 0; call < 10; call += 1) delays.push(await delayAfter(3, 0.5));
    for (const delay of delays) expect(delay).toBeGreaterThanOrEqual(20.085536);
    for (const delay of delays) expect(delay).toBeLessThanOrEqual(30.128306);
    expect(new Set(delays).size).toBeGreaterThan(1);
  });

  test.each([-0.1, 1.1, null])('jitter %s is refused', async (jitter) => {
    expect(await failureOf(db, `select app_jobs.fail_job('worker-1', 1, 'm', $1)`, [jitter])).toMatchObject({
      code: '22023',
    });
  });

  test.each([
    ['another worker', 'worker-2'],
    ['no worker', null],
  ])('does nothing for %s', async (_, worker_id) => {
    const { id } = await addJob(db, 't');
    await getJob(db, 'worker-1');
    expect(await call(db, 'fail_job', { worker_id, job_id: id, error_message: 'm' })).toMatchObject(nothing);
    expect(await findJob(db, id)).toMatchObject({ locked_by: 'worker-1', last_error: null });
  });
});
