import type { TestDatabase } from '@pgpm/testing';
import type { Client } from 'pg';
import { untilBlocked } from '../../../spec-support/index.js';
import { logStep, openDatabase, tallies, user } from './support.js';

// These tests commit.
let db: TestDatabase;
let clients: readonly Client[] = [];
beforeAll(async () => {
  db = await openDatabase();
  clients = await Promise.all([1, 2, 3, 4].map(() => db.connect()));
});
afterAll(() => db.teardown());
beforeEach(() => db.query('truncate status_public.user_steps, status_public.user_achievements'));

const step = 'insert into status_public.user_steps (user_id, name) values ($1, $2)';

test('no step is lost when sessions count for one user at the same time', async () => {
  await Promise.all(
    clients.map(async (client) => {
      for (let turn = 0; turn < 50; turn += 1) await client.query(step, [user, 'post']);
    }),
  );
  expect(await tallies(db)).toEqual({ post: 200 });
});

test('a step that is being counted while all are taken away goes with them, from the log and the tally', async () => {
  const [counting, wiping] = [await db.connect(), await db.connect()];
  await logStep(db, 'post', 3);
  await counting.query('begin');
  await counting.query(step, [user, 'post']);
  const wiped = wiping.query(`select status_private.user_incompleted_step('post', $1)`, [user]);
  await untilBlocked(db);
  await counting.query('commit');
  await wiped;
  expect(await tallies(db)).toEqual({});
  expect(await db.any('select from status_public.user_steps')).toEqual([]);
});
