import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { addSchedule, age, call, openDatabase, runSchedule } from './support.js';
import type { Schedule } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const getSchedule = (worker_id: string, args: object = {}): Promise<Schedule> =>
  call(db, 'get_scheduled_job', { worker_id, ...args });
const allSchedules = (): Promise<Schedule[]> => db.any('select * from app_jobs.scheduled_jobs order by id');

describe('add_scheduled_job', () => {
  test('has the documented defaults', async () => {
    expect(await addSchedule(db, 's')).toMatchObject({
      task_identifier: 's',
      payload: {},
      schedule_info: {},
      queue_name: null,
      key: null,
      max_attempts: 25,
      priority: 0,
      locked_by: null,
      last_scheduled: null,
      last_scheduled_id: null,
    });
  });

  test.each([
    ['a recurrence', { minute: [0, 30], hour: [6] }],
    ['a bounded cron rule', { start: '2030-01-01', end: '2031-01-01', rule: '*/5 * * * *' }],
  ])('keeps %s as it is', async (_, schedule_info) => {
    expect(await addSchedule(db, 's', { schedule_info: JSON.stringify(schedule_info) })).toMatchObject({
      schedule_info,
    });
  });

  test.each([{}, { job_key: 'K' }])('needs to know when: %j', async (args) => {
    await expect(addSchedule(db, 's', { schedule_info: null, ...args })).rejects.toMatchObject({
      code: '23502',
      column: 'schedule_info',
    });
  });

  test('a direct insert gets a random queue of its own', async () => {
    const { queue_name } = await db.one<Schedule>(
      `insert into app_jobs.scheduled_jobs (task_identifier, schedule_info) values ('s', '{}') returning *`,
    );
    expect(queue_name).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('replaces a free schedule of the same key and keeps what it has done', async () => {
    const { id } = await addSchedule(db, 's', { job_key: 'K' });
    const { id: last_scheduled_id } = await runSchedule(db, id);
    const args = { payload: '{"v":2}', schedule_info: '{"hour":[1]}', queue_name: 'q', max_attempts: 3, priority: 4 };
    expect(await addSchedule(db, 's2', { job_key: 'K', ...args })).toMatchObject({
      ...args,
      payload: { v: 2 },
      schedule_info: { hour: [1] },
      id,
      task_identifier: 's2',
      last_scheduled_id,
    });
  });

  test('replaces a held schedule by a new row with the key', async () => {
    const { id } = await addSchedule(db, 's', { job_key: 'K' });
    await getSchedule('worker-1');
    const next = await addSchedule(db, 's2', { job_key: 'K', payload: null, max_attempts: null, priority: null });
    expect(next).toMatchObject({ key: 'K', locked_by: null, payload: {}, max_attempts: 25, priority: 0 });
    expect(next.id).not.toBe(id);
    expect(await allSchedules()).toEqual([next]);
    expect(await runSchedule(db, id)).toMatchObject({ id: null });
  });
});

describe('get_scheduled_job', () => {
  test('gives each schedule to one scheduler, by priority and id', async () => {
    for (const [task, priority] of [
      ['b', 0],
      ['c', 0],
      ['a', -1],
    ])
      await addSchedule(db, String(task), { priority });
    expect(await getSchedule('worker-1')).toMatchObject({ task_identifier: 'a', locked_by: 'worker-1' });
    expect(await getSchedule('worker-2', { task_identifiers: ['c'] })).toMatchObject({ task_identifier: 'c' });
    expect(await getSchedule('worker-2', { task_identifiers: [] })).toMatchObject({ id: null });
    expect(await getSchedule('worker-2')).toMatchObject({ task_identifier: 'b' });
    expect(await getSchedule('worker-2')).toMatchObject({ id: null });
    expect(await db.one(`select app_jobs.get_scheduled_job('worker-1') is null as nothing`)).toEqual({ nothing: true });
  });

  test.each([null, 'abc'])('refuses the worker id %j', async (worker) => {
    const failure = await failureOf(db, 'select app_jobs.get_scheduled_job($1)', [worker]);
    expect(failure).toMatchObject({ code: 'P0001', message: 'INVALID_WORKER_ID' });
  });

  test('never takes a held schedule by default', async () => {
    await addSchedule(db, 's');
    await getSchedule('worker-1');
    await age(db, 'worker-1', '10 years');
    expect(await getSchedule('worker-2')).toMatchObject({ id: null });
  });

  test('takes the schedule of a lost scheduler with lock_expiry; a tick is a sign of life', async () => {
    const { id } = await addSchedule(db, 's');
    await getSchedule('worker-1');
    await age(db, 'worker-1', '2 hours');
    expect(await getSchedule('worker-2', { lock_expiry: '3 hours' })).toMatchObject({ id: null });

    await runSchedule(db, id);
    expect(await getSchedule('worker-2', { lock_expiry: '1 hour' })).toMatchObject({ id: null });

    await db.query(`update app_jobs.scheduled_jobs set last_scheduled = now() - interval '2 hours'`);
    expect(await getSchedule('worker-2', { lock_expiry: '1 hour' })).toMatchObject({ id, locked_by: 'worker-2' });
  });
});

test('release_scheduled_jobs frees what a scheduler holds, all or some', async () => {
  const ids: Schedule['id'][] = [];
  for (const worker of ['worker-1', 'worker-1', 'worker-1', 'worker-2']) {
    ids.push((await addSchedule(db, 's')).id);
    await getSchedule(worker);
  }
  const holders = async () => (await allSchedules()).map((schedule) => schedule.locked_by);
  await db.query(`select app_jobs.release_scheduled_jobs('worker-1', $1)`, [[ids[1], ids[3]]]);
  expect(await holders()).toEqual(['worker-1', null, 'worker-1', 'worker-2']);
  await db.query(`select app_jobs.release_scheduled_jobs('worker-1')`);
  expect(await holders()).toEqual([null, null, null, 'worker-2']);
});
