import { getConnections, snapshot, type Connections, type TestClient } from '@pgpm/testing';

let pg: TestClient;
let db: TestClient;
let teardown: Connections['teardown'];
beforeAll(async () => {
  ({ pg, db, teardown } = await getConnections({ module: ['jobs', 'types'], role: 'authenticated' }));
});
afterAll(() => teardown());
beforeEach(() => Promise.all([pg.beforeEach(), db.beforeEach()]));
afterEach(() => Promise.all([pg.afterEach(), db.afterEach()]));

test('the case of an e-mail address does not matter', async () => {
  expect(await db.one(`select 'Ann@Example.com'::email = 'ann@example.com' as same`)).toEqual({ same: true });
  await expect(db.query(`select 'ann'::email`)).rejects.toMatchObject({ code: '23514' });
});

test('people read only what was granted', async () => {
  await pg.none('create table public.notes (owner text, body text)');
  await pg.none('grant select on public.notes to authenticated');
  await pg.loadJson({ 'public.notes': [{ owner: 'ann', body: 'hers' }] });
  await pg.setContext({ role: 'authenticated', 'jwt.claims.user_id': 'ann' });
  expect(await pg.many('select body from public.notes')).toEqual([{ body: 'hers' }]);
  await pg.setContext({ role: 'anonymous', 'jwt.claims.user_id': null });
  await expect(pg.any('select * from public.notes')).rejects.toMatchObject({ code: '42501' });
});

test('a new job wakes the workers', async () => {
  const woken = pg.waitForNotification('jobs:insert');
  await pg.query(`select app_jobs.add_job('send-mail', '{"to": 7}')`);
  expect(snapshot(await pg.one('select id, task_identifier, payload, created_at from app_jobs.jobs'))).toEqual({
    id: '[id-1]',
    task_identifier: 'send-mail',
    payload: { to: 7 },
    created_at: '[date]',
  });
  await pg.publish();
  await woken;
  await pg.none('delete from app_jobs.jobs');
  await pg.publish();
});

test('the next job is found by an index', async () => {
  const sql = 'select * from app_jobs.jobs where locked_by = $1';
  const plan = await pg.explain(sql, ['worker-1'], { settings: { enable_seqscan: 'off' } });
  expect(plan.usesIndex('jobs_locked_by_idx')).toBe(true);
});
