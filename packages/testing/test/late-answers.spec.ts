import { getConnections } from '../src/index.js';
import { startLateProxy } from './support/late-proxy.js';
import { TemporaryWorkspace } from './support/workspace.js';

const workspace = new TemporaryWorkspace({
  family: {
    sql: `create table public.parents (id int primary key);
          create table public.children (parent int references public.parents deferrable initially deferred)`,
  },
});
afterAll(() => workspace.remove());

test('what has become of a transaction is known also when the server tells it later than the error', async () => {
  const { user, password, ...server } = await workspace.server();
  const proxy = await startLateProxy(server, 100);
  const url = `postgresql://${user}:${String(password)}@127.0.0.1:${proxy.port}/postgres`;
  const { pg, teardown } = await getConnections({ cwd: workspace.root, module: 'family', url });
  try {
    await pg.begin();
    await expect(pg.query('select 1/0')).rejects.toMatchObject({ code: '22012' });
    await expect(pg.commit()).rejects.toMatchObject({ code: 'TRANSACTION_ABORTED' });
    await pg.rollback();
    await pg.begin();
    await pg.none('insert into public.children values (1)');
    await expect(pg.commit()).rejects.toMatchObject({ code: '23503' });
    // The refused commit has ended it.
    await pg.begin();
    await pg.rollback();
  } finally {
    await teardown();
    await proxy.stop();
  }
});
