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

const trigger = 'schemas/status_public/tables/user_steps/triggers/update_achievements_tg';

test.each([
  ['schemas/status_public/schema', 'revoke usage on schema status_public from anonymous'],
  [
    'schemas/status_private/schema',
    'alter default privileges in schema status_private revoke execute on functions from authenticated',
  ],
  [
    'schemas/status_private/procedures/user_completed_step',
    'grant execute on function status_private.user_completed_step to public',
  ],
  [
    'schemas/status_private/procedures/user_incompleted_step',
    'alter function status_private.user_incompleted_step reset search_path',
  ],
  [
    'schemas/status_private/procedures/upsert_achievement',
    'revoke execute on function status_private.upsert_achievement from public',
  ],
  [trigger, 'alter table status_public.user_steps disable trigger update_achievements_tg'],
  [trigger, 'grant execute on function status_private.tg_update_achievements_tg to authenticated'],
  [
    'schemas/status_public/tables/level_requirements/table',
    'revoke select on status_public.level_requirements from authenticated',
  ],
  [
    'schemas/status_public/tables/user_achievements/policies/user_achievements_policy',
    'drop policy can_delete_user_achievements on status_public.user_achievements',
  ],
])('verify of %s notices: %s', async (change, damage) => {
  await db.query(files.script('verify', change));
  await db.query(damage);
  await failureOf(db, files.script('verify', change));
});
