import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files, openDatabase } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const table = (name: string) => `schemas/app_jobs/tables/${name}/table`;

test.each([
  [table('jobs'), 'alter table app_jobs.jobs disable row level security'],
  [table('scheduled_jobs'), 'drop policy own_database on app_jobs.scheduled_jobs'],
  [table('job_queues'), 'drop policy all_databases on app_jobs.job_queues'],
  ['schemas/app_jobs/procedures/add_job', 'alter function app_jobs.add_job security invoker'],
  ['schemas/app_jobs/procedures/get_job', 'revoke execute on function app_jobs.get_job from administrator'],
  ['schemas/app_jobs/schema', 'revoke usage on schema app_jobs from administrator'],
])('verify of %s notices: %s', async (change, damage) => {
  await db.query(files.script('verify', change));
  await db.query(damage);
  await failureOf(db, files.script('verify', change));
});

test('the plan has the changes of jobs, in the same order', () => {
  const names = (text: string) => text.split('\n').flatMap((line) => /^schemas\S+/.exec(line)?.[0] ?? []);
  const mine = names(files.text('pgpm.plan'));
  expect(mine).toHaveLength(35);
  expect(mine).toEqual(names(files.text('../jobs/pgpm.plan')));
});

test.each([
  ['jobs', 'database-jobs'],
  ['database-jobs', 'jobs'],
])('a database that has %s refuses %s, as its README says', async (first, second) => {
  const reason = 'schema "app_jobs" already exists; pgpm-jobs and pgpm-database-jobs exclude each other';
  const serverHint = 'Revert the one that is deployed, or use another database.';
  await expect(createTestDatabase({ module: [first, second] })).rejects.toMatchObject({
    code: 'CHANGE_FAILED',
    module: `pgpm-${second}`,
    change: 'schemas/app_jobs/schema',
    fields: { sqlState: '55000', reason, serverHint },
  });
  expect(files.text(`../${second}/README.md`)).toContain(
    `error CHANGE_FAILED in pgpm-${second}:schemas/app_jobs/schema: deploy failed with 55000: ${reason}\n` +
      `  server hint: ${serverHint}\n`,
  );
});
