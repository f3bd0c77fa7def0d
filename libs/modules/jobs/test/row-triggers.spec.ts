import type { TestDatabase } from '@pgpm/testing';
import { failureOf } from '../../../spec-support/index.js';
import { openDatabase } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openDatabase();
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  await db.query('create table pet (id bigint, name text, born date, "Mixed" text)');
});
afterEach(() => db.rollback());

const createTrigger = (call: string, events = 'after insert or update or delete') =>
  db.query(`create trigger add_job ${events} on pet for each row execute function app_jobs.${call}`);
const payloads = async (): Promise<string[]> => {
  const rows = await db.any<{ payload: string }>('select payload::text as payload from app_jobs.jobs order by id');
  return rows.map((row) => row.payload);
};
const changePet = () =>
  db.query(`
    insert into pet values (7, 'rex', '2020-02-03');
    update pet set name = 'rex "2"';
    delete from pet;
  `);
const first = '{"id":7,"name":"rex","born":"2020-02-03","Mixed":null}';
const second = '{"id":7,"name":"rex \\"2\\"","born":"2020-02-03","Mixed":null}';

test.each([
  ['tg_add_job_with_row_id', `'t'`, ['{"id" : 7}', '{"id" : 7}', '{"id" : 7}']],
  ['tg_add_job_with_row', `'t'`, [first, second, second]],
  [
    'trigger_job_with_fields',
    `'t', 'name', 'born'`,
    [
      '{"name" : "rex", "born" : "2020-02-03"}',
      '{"name" : "rex \\"2\\"", "born" : "2020-02-03"}',
      '{"name" : "rex \\"2\\"", "born" : "2020-02-03"}',
    ],
  ],
  ['trigger_job_with_fields', `'t'`, ['{}', '{}', '{}']],
])('%s(%s) adds a job for each change, after it or before it', async (name, args, expected) => {
  for (const events of ['after insert or update or delete', 'before insert or update or delete']) {
    await createTrigger(`${name}(${args})`, events);
    await changePet();
    expect(await payloads()).toEqual(expected);
    expect(await db.one('select count(*)::int as count from pet')).toEqual({ count: 0 });
    await db.query('drop trigger add_job on pet; delete from app_jobs.jobs');
  }
});

test('the jobs have no key and no queue', async () => {
  await createTrigger(`tg_add_job_with_row_id('t')`);
  await changePet();
  expect(await db.any('select distinct task_identifier, key, queue_name, priority from app_jobs.jobs')).toEqual([
    { task_identifier: 't', key: null, queue_name: null, priority: 0 },
  ]);
});

test('fields are the text that a cast gives', async () => {
  await db.query(`
    create table kinds (i int, n numeric, b boolean, t timestamptz, a int[], j jsonb, c char(4), f float8);
    create trigger add_job after insert on kinds
    for each row execute function app_jobs.trigger_job_with_fields('t', 'i', 'n', 'b', 't', 'a', 'j', 'c', 'f');
    set local timezone = 'utc';
    insert into kinds values (1, 1.50, false, '2020-01-02 03:04:05+00', '{1,2}', '{"k": "v"}', 'x', 0.1);
  `);
  const [payload] = await payloads();
  expect(JSON.parse(payload ?? '')).toEqual({
    i: '1',
    n: '1.50',
    b: 'false',
    t: '2020-01-02 03:04:05+00',
    a: '{1,2}',
    j: '{"k": "v"}',
    c: 'x',
    f: '0.1',
  });
});

describe('types that are made', () => {
  const payloadOf = async (name: string): Promise<unknown> => {
    await db.query(`
      create trigger add_job after insert on moods for each row execute function app_jobs.${name};
      insert into moods values ('fine', '{fine}', '(1,fine)', 'fine', true, 5), (null, null, null, null, null, null);
      drop trigger add_job on moods;
    `);
    const rows = (await payloads()).map((payload): unknown => JSON.parse(payload));
    await db.query('delete from app_jobs.jobs');
    return rows;
  };

  beforeEach(() =>
    db.query(`
      create type mood as enum ('fine');
      create type pair as (a int, b mood);
      create domain calm as mood;
      create domain answer as boolean;
      create table moods (id mood, list mood[], pair pair, calm calm, answer answer, n int);
    `),
  );

  test('are as those of PostgreSQL when they belong to the owner of the queue', async () => {
    const all = { id: 'fine', list: ['fine'], pair: { a: 1, b: 'fine' }, calm: 'fine', answer: true, n: 5 };
    const none = { id: null, list: null, pair: null, calm: null, answer: null, n: null };
    expect(await payloadOf(`tg_add_job_with_row('t')`)).toEqual([all, none]);
    expect(await payloadOf(`tg_add_job_with_row_id('t')`)).toEqual([{ id: 'fine' }, { id: null }]);
  });

  test('are text, or NULL, when they or their parts belong to others', async () => {
    await db.query('create role stranger; alter type mood owner to stranger; alter domain answer owner to stranger');
    const all = { id: 'fine', list: '{fine}', pair: '(1,fine)', calm: 'fine', answer: true, n: 5 };
    const none = { id: null, list: null, pair: null, calm: null, answer: null, n: null };
    expect(await payloadOf(`tg_add_job_with_row('t')`)).toEqual([all, none]);
    expect(await payloadOf(`tg_add_job_with_row_id('t')`)).toEqual([{ id: 'fine' }, { id: null }]);
    expect(await payloadOf(`trigger_job_with_fields('t', 'id', 'list', 'pair', 'calm', 'answer')`)).toEqual([
      { id: 'fine', list: '{fine}', pair: '(1,fine)', calm: 'fine', answer: 'true' },
      { id: '', list: '', pair: '', calm: '', answer: '' },
    ]);
  });
});

test('column names are folded to lower case', async () => {
  await createTrigger(`trigger_job_with_fields('t', 'NAME')`);
  await changePet();
  expect((await payloads())[0]).toBe('{"NAME" : "rex"}');
});

test.each([
  [`trigger_job_with_fields('t', 'Mixed')`, '42703'],
  [`trigger_job_with_fields('t', 'unknown')`, '42703'],
  [`trigger_job_with_fields('t', 'name::text), (select 1')`, '42703'],
  ['tg_add_job_with_row()', '23502'],
  ['tg_add_job_with_row_id()', '23502'],
  ['trigger_job_with_fields()', '23502'],
])('%s refuses the change of the row with %s', async (trigger, code) => {
  await createTrigger(trigger);
  expect(await failureOf(db, `insert into pet values (1, 'rex')`)).toMatchObject({ code });
  expect(await payloads()).toEqual([]);
});

test('tg_add_job_with_row_id needs a column id', async () => {
  await createTrigger(`tg_add_job_with_row_id('t')`);
  await db.query('alter table pet rename id to number');
  expect(await failureOf(db, 'insert into pet default values')).toMatchObject({
    code: '42703',
    message: 'record "new" has no field "id"',
  });
});

test.each([`tg_add_job_with_row_id('t')`, `tg_add_job_with_row('t')`, `trigger_job_with_fields('t', 'id')`])(
  '%s is not for truncate',
  async (trigger) => {
    await db.query(`create trigger add_job before truncate on pet execute function app_jobs.${trigger}`);
    expect(await failureOf(db, 'truncate pet')).toMatchObject({
      code: '2F005',
      message: 'control reached end of trigger procedure without RETURN',
    });
  },
);

describe('json_build_object_apply', () => {
  const build = (elements: (string | null)[] | null) =>
    db.one<{ object: string }>('select app_jobs.json_build_object_apply($1)::text as object', [elements]);

  test.each([
    [['a', '1', 'b', 'x'], '{"a" : "1", "b" : "x"}'],
    [['b', '1', 'a', '2', 'b', '3'], '{"b" : "1", "a" : "2", "b" : "3"}'],
    [['a', null], '{"a" : ""}'],
    [['a', `it's "so"`], `{"a" : "it's \\"so\\""}`],
    [[], '{}'],
    [null, '{}'],
  ])('of %j is %s', async (elements, object) => {
    expect(await build(elements)).toEqual({ object });
  });

  test('needs a value for each key', async () => {
    expect(await failureOf(db, `select app_jobs.json_build_object_apply(array['a', '1', 'b'])`)).toMatchObject({
      code: '22023',
    });
  });
});
