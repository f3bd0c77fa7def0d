import { getConnections, type Connections } from '../src/index.js';
import { TemporaryWorkspace } from './support/workspace.js';

const workspace = new TemporaryWorkspace({
  notes: {
    sql: `do $$ begin
        if not exists (select from pg_roles where rolname = 'anonymous') then create role anonymous; end if;
      end $$;
      create schema notes;
      create table notes.notes (body text);
      create table notes.parents (id int primary key);
      create table notes.children (parent int references notes.parents deferrable initially deferred);
      create index notes_body on notes.notes (body);
      grant usage on schema notes to anonymous;
      grant select, insert on notes.notes to anonymous`,
  },
  plain: { sql: 'create schema plain' },
});
const cwd = workspace.root;
let connections: Connections;
beforeAll(async () => {
  connections = await getConnections({ cwd, module: 'notes' });
});
afterAll(async () => {
  await connections.teardown();
  await workspace.remove();
});

const add = (text: string): Promise<void> => connections.db.none('insert into notes.notes values ($1)', [text]);
const bodies = async (): Promise<unknown[]> =>
  (await connections.db.any<{ body: string }>('select body from notes.notes order by 1')).map(({ body }) => body);
const currentRole = async (client = connections.db): Promise<unknown> =>
  (await client.one('select current_user::text as role'))['role'];

describe('whom the clients act as', () => {
  test('pg owns the database, db is anonymous where the modules know that role', async () => {
    expect(await currentRole(connections.pg)).toBe('postgres');
    expect(await currentRole()).toBe('anonymous');
    await expect(connections.db.query('select * from notes.parents')).rejects.toMatchObject({ code: '42501' });
  });

  test('where they do not, db is the owner, also when the server has such a role', async () => {
    const { db, teardown } = await getConnections({ cwd, module: 'plain' });
    expect(await currentRole(db)).toBe('postgres');
    await teardown();
  });

  test('another role can be chosen, and is what a context goes back to', async () => {
    const { db, teardown } = await getConnections({ cwd, module: 'notes', role: 'pg_monitor' });
    expect(await currentRole(db)).toBe('pg_monitor');
    await db.beforeEach();
    await db.setContext({ role: 'anonymous' });
    await db.setContext({ role: null });
    expect(await currentRole(db)).toBe('pg_monitor');
    await db.afterEach();
    await teardown();
  });

  test('a role that may not be taken is an error of db alone, with what to grant', async () => {
    await workspace.query(`create role testing_creator login createdb password 'secret'`);
    const { host, port } = await workspace.server();
    const url = `postgresql://testing_creator:secret@${String(host)}:${String(port)}/postgres`;
    const { pg, db, teardown } = await getConnections({ cwd, module: 'plain', url, role: 'anonymous' });
    expect(await currentRole(pg)).toBe('testing_creator');
    await expect(db.query('select 1')).rejects.toMatchObject({
      code: 'ROLE_NOT_ALLOWED',
      fields: { role: 'anonymous', user: 'testing_creator' },
      hint: 'grant "anonymous" to "testing_creator"',
    });
    await teardown();
  });
});

describe('beforeEach and afterEach', () => {
  test('can be nested: each undoes its own part', async () => {
    const { db } = connections;
    await db.beforeEach();
    await add('outer');
    await db.beforeEach();
    await db.setContext({ 'jwt.claims.user_id': '7' });
    await add('inner');
    expect(await bodies()).toEqual(['inner', 'outer']);
    await db.afterEach();
    expect(await bodies()).toEqual(['outer']);
    expect(await db.one(`select current_setting('jwt.claims.user_id', true) as id`)).toEqual({ id: '' });
    await db.afterEach();
    expect(await bodies()).toEqual([]);
    await db.afterEach();
  });

  test('a statement that failed spoils only its own test', async () => {
    const { db } = connections;
    await db.beforeEach();
    await add('outer');
    await db.beforeEach();
    await expect(db.query('select 1/0')).rejects.toMatchObject({ code: '22012' });
    await db.afterEach();
    expect(await bodies()).toEqual(['outer']);
    await db.afterEach();
  });

  test('a test that commits by itself is told, and the next one begins anew', async () => {
    const { db, pg } = connections;
    await db.beforeEach();
    await add('committed');
    await db.query('commit');
    await expect(db.afterEach()).rejects.toMatchObject({ code: 'TRANSACTION_ENDED' });
    await pg.none('delete from notes.notes');
    await db.beforeEach();
    await db.afterEach();
  });

  test('calls that are not waited for are done in their order', async () => {
    const { db } = connections;
    void db.setContext({ role: 'pg_monitor' });
    void db.beforeEach();
    void db.setContext({ role: 'anonymous' });
    void add('x');
    expect(await bodies()).toEqual(['x']);
    void db.afterEach();
    expect(await currentRole()).toBe('pg_monitor');
    await db.setContext({ role: null });
  });

  test('savepoints of a test go back with their claims', async () => {
    const { db } = connections;
    await db.begin();
    await db.savepoint('odd "name"');
    await db.setContext({ 'jwt.claims.user_id': '7' });
    await expect(db.query('select 1/0')).rejects.toMatchObject({ code: '22012' });
    await db.rollback('odd "name"');
    await db.publish();
    expect(await db.one(`select current_setting('jwt.claims.user_id', true) as id`)).toEqual({ id: '' });
    await db.rollback();
  });
});

describe('commit and publish', () => {
  afterEach(() => connections.pg.none('delete from notes.notes'));

  test('published rows are seen by others; what follows is undone', async () => {
    const { db, pg } = connections;
    await db.beforeEach();
    await db.setContext({ role: 'anonymous', 'jwt.claims.user_id': '7' });
    await db.beforeEach();
    await db.setContext({ 'jwt.claims.user_id': '8' });
    await add('published');
    expect(await pg.any('select * from notes.notes')).toEqual([]);
    await db.publish();
    expect(await pg.any('select * from notes.notes')).toEqual([{ body: 'published' }]);
    const claims = `select current_user::text as role, current_setting('jwt.claims.user_id', true) as id`;
    expect(await db.one(claims)).toEqual({ role: 'anonymous', id: '8' });
    await add('undone');
    await db.afterEach();
    expect(await db.one(claims)).toEqual({ role: 'anonymous', id: '7' });
    await db.afterEach();
    expect(await bodies()).toEqual(['published']);
  });

  test('what a commit refuses is undone, and afterEach goes on as usual', async () => {
    const { pg } = connections;
    await pg.beforeEach();
    await pg.none('insert into notes.children values (1)');
    await expect(pg.publish()).rejects.toMatchObject({ code: '23503' });
    expect(await pg.any('select * from notes.children')).toEqual([]);
    await pg.afterEach();
  });

  test('a failed transaction cannot be committed by mistake', async () => {
    const { pg } = connections;
    await pg.begin();
    await expect(pg.query('select 1/0')).rejects.toMatchObject({ code: '22012' });
    await expect(pg.publish()).rejects.toMatchObject({ code: 'TRANSACTION_ABORTED' });
    await expect(pg.commit()).rejects.toMatchObject({ code: 'TRANSACTION_ABORTED' });
    await pg.rollback();
    await expect(pg.publish()).rejects.toMatchObject({ code: 'NO_TRANSACTION' });
  });

  test('commit ends the transaction and keeps what it did', async () => {
    const { db } = connections;
    await db.begin();
    await add('kept');
    await db.commit();
    await db.rollback();
    expect(await bodies()).toEqual(['kept']);
  });
});

describe('rows', () => {
  const rows = (count: number): string => `select n from generate_series(1, ${count}) as n`;
  const refused = (found: number): unknown => ({ code: 'UNEXPECTED_ROWS', fields: { found } });

  test('oneOrNone wants one row at most', async () => {
    const { db } = connections;
    expect(await db.oneOrNone(rows(1))).toEqual({ n: 1 });
    expect(await db.oneOrNone(rows(0))).toBeNull();
    await expect(db.oneOrNone(rows(2))).rejects.toMatchObject(refused(2) as object);
  });

  test('many wants one row at least', async () => {
    const { db } = connections;
    expect(await db.many(rows(2))).toEqual([{ n: 1 }, { n: 2 }]);
    await expect(db.many(rows(0))).rejects.toMatchObject(refused(0) as object);
  });

  test('of several statements the last one counts', async () => {
    const { db } = connections;
    expect(await db.one(`${rows(2)}; ${rows(1)}`)).toEqual({ n: 1 });
    await db.none(`${rows(2)}; set application_name to 'x'`);
  });

  test('an error shows the line of the test', async () => {
    const error: unknown = await connections.db.one('select 1/0').catch((reason: unknown) => reason);
    expect(String(Reflect.get(Object(error), 'stack'))).toContain('connections.spec.ts');
  });
});

describe('waitForNotification', () => {
  test('resolves with what is sent after the call, once it is committed', async () => {
    const { db, pg } = connections;
    await pg.beforeEach();
    const first = db.waitForNotification('Odd "channel"');
    await pg.query('select pg_notify($1, $2)', ['Odd "channel"', 'hello']);
    await pg.publish();
    expect(await first).toMatchObject({ channel: 'Odd "channel"', payload: 'hello' });
    await pg.afterEach();
  });

  test('waits for the one that matches, and does not take that of an earlier call', async () => {
    const { pg } = connections;
    await pg.query(`notify news, 'before'`);
    const any = pg.waitForNotification('news');
    const third = pg.waitForNotification('news', { matches: (payload) => payload === '3' });
    const other = pg.waitForNotification('other');
    for (const payload of ['1', '2', '3']) await pg.query(`select pg_notify('news', $1)`, [payload]);
    await pg.query('notify other');
    expect([(await any).payload, (await third).payload, (await other).payload]).toEqual(['1', '3', '']);
  });

  test('gives up with a hint', async () => {
    await expect(connections.db.waitForNotification('silence', { timeout: 1 })).rejects.toMatchObject({
      code: 'NOTIFICATION_TIMEOUT',
      fields: { channel: 'silence', timeout: 1 },
      hint: expect.stringContaining('publish()'),
    });
  });

  test('ends with the database', async () => {
    const { db, teardown } = await getConnections({ cwd, module: 'plain' });
    const waiting = db.waitForNotification('never').catch((error: unknown) => error);
    await db.query('select 1');
    await teardown();
    expect(await waiting).toMatchObject({ message: 'the test database was torn down' });
  });
});

describe('explain', () => {
  test('tells how a statement would run', async () => {
    const plan = await connections.db.explain('select * from notes.notes where body = $1', ['x'], {
      settings: { enable_seqscan: 'off' },
    });
    expect(plan.usesIndex('notes_body')).toBe(true);
    expect(plan.has('Seq Scan')).toBe(false);
    expect(plan.nodes[0]).toBe(plan.root);
    expect(await connections.db.one('show enable_seqscan')).toEqual({ enable_seqscan: 'on' });
  });

  test('finds nodes by type and table', async () => {
    const plan = await connections.pg.explain(
      'select from notes.notes as n cross join notes.parents as p cross join notes.children as c',
    );
    expect(plan.has('Seq Scan', 'parents')).toBe(true);
    expect(plan.has('Seq Scan', 'pg_class')).toBe(false);
    expect(plan.has('Sort')).toBe(false);
    expect(plan.nodes.length).toBeGreaterThanOrEqual(5);
  });

  test('with analyze the statement runs, and is undone', async () => {
    const plan = await connections.db.explain(`insert into notes.notes values ('x')`, [], { analyze: true });
    expect(plan.root).toMatchObject({ 'Node Type': 'ModifyTable', 'Actual Loops': 1 });
    expect(await bodies()).toEqual([]);
  });

  test('a statement that fails spoils no transaction', async () => {
    const { db } = connections;
    await db.beforeEach();
    await add('x');
    await expect(db.explain('select nothing from nowhere')).rejects.toMatchObject({ code: '42P01' });
    expect(await bodies()).toEqual(['x']);
    await db.afterEach();
  });
});

test('a database can be kept, and is nobody of ours then', async () => {
  const kept = await getConnections({ cwd, module: 'plain' });
  await kept.teardown({ keepDb: true });
  await (await getConnections({ cwd, module: 'plain' })).teardown();
  expect(await workspace.databases()).toContain(kept.name);
  await workspace.query(`drop database ${kept.name}`);
});
