import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { files, openDatabase } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

test('the plan has the documented changes, and each script names its change and what it requires', () => {
  const changes = files.changes();
  expect(changes).toHaveLength(35);
  for (const { name, requires } of changes) {
    const header = files.script('deploy', name).split('\n\n', 1)[0];
    expect(header).toBe(
      [`-- Deploy pgpm-jobs:${name} to pg`, ...requires.map((reference) => `-- requires: ${reference}`)].join('\n'),
    );
    expect(files.script('revert', name)).toMatch(`-- Revert pgpm-jobs:${name} from pg\n\n`);
    expect(files.script('verify', name)).toMatch(`-- Verify pgpm-jobs:${name} on pg\n\n`);
    expect(files.script('revert', name)).not.toMatch(/\b(cascade|if exists)\b/i);
  }
});

test('the module needs no extension but plpgsql', () => {
  expect(files.text('pgpm-jobs.control')).toContain(`requires = 'plpgsql, pgpm-default-roles, pgpm-verify'`);
});

const grants = (table: string) =>
  `schemas/app_jobs/tables/${table}/grants/grant_select_insert_update_delete_to_administrator`;

test.each([
  ['schemas/app_jobs/schema', 'revoke usage on schema app_jobs from administrator'],
  [
    'schemas/app_jobs/schema',
    'alter default privileges in schema app_jobs revoke execute on functions from administrator',
  ],
  [grants('jobs'), 'revoke update on app_jobs.jobs from administrator'],
  [grants('jobs'), 'revoke usage on sequence app_jobs.jobs_id_seq from administrator'],
  [grants('scheduled_jobs'), 'revoke delete on app_jobs.scheduled_jobs from administrator'],
  [grants('scheduled_jobs'), 'revoke usage on sequence app_jobs.scheduled_jobs_id_seq from administrator'],
  [grants('job_queues'), 'revoke insert on app_jobs.job_queues from administrator'],
  ['schemas/app_jobs/procedures/get_job', 'revoke execute on function app_jobs.get_job from administrator'],
  ['schemas/app_jobs/procedures/fail_job', 'alter function app_jobs.fail_job strict'],
  ['schemas/app_jobs/procedures/add_job', 'alter function app_jobs.add_job reset search_path'],
  ['schemas/app_jobs/triggers/tg_add_job_with_row', 'alter function app_jobs.tg_add_job_with_row security invoker'],
  [
    'schemas/app_jobs/tables/jobs/triggers/notify_worker',
    'alter table app_jobs.jobs disable trigger _900_notify_worker',
  ],
])('verify of %s notices: %s', async (change, damage) => {
  await db.query(files.script('verify', change));
  await db.query(damage);
  await failureOf(db, files.script('verify', change));
});
