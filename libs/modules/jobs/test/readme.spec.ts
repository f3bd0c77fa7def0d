import type { TestDatabase } from '@pgpm/testing';
import { expectExample } from '../../../spec-support/index.js';
import { files, openDatabase } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());

const readme = files.text('README.md');

test('each statement of the example has the result that stands below it', async () => {
  await expectExample(db, readme);
});

test('the other statements run as well', async () => {
  await db.query('create table public.orders (id int, address text)');
  const [, rest = ''] = readme.split('\n## Public objects\n');
  const blocks = [...rest.matchAll(/```sql\n(.*?)```/gs)];
  expect(blocks).toHaveLength(2);
  for (const [, sql = ''] of blocks) await db.query(sql);
  await db.query(`insert into public.orders values (1, 'here')`);
  expect(await db.one('select task_identifier, payload from app_jobs.jobs')).toEqual({
    task_identifier: 'ship',
    payload: { id: '1', address: 'here' },
  });
});
