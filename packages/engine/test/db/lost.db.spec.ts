import { renderError } from '../../src/report/index.js';
import { CuttingProxy } from '../support/cutting-proxy.js';
import { failure } from '../support/errors.js';
import { Harness } from '../support/harness.js';
import { table } from '../support/workspace.js';

const harness = new Harness();
const plan = ['a', 'b', 'c'];

const noTransaction = { ...table('b'), deploy: '-- pgpm: no-transaction\ncreate table public.b ();\n' };

/** What a deploy says whose connection ends while the server answers to `trigger`. */
async function loseAt(trigger: string, tx: 'module' | 'change', b = table('b')) {
  const proxy = await CuttingProxy.start(harness.database.config, trigger);
  try {
    const workspace = harness.workspace({ m: { plan, scripts: { a: table('a'), b, c: table('c') } } });
    const database = proxy.through(harness.database.config);
    const error = await failure(harness.deploy(workspace, { database, tx, lock: false }));
    expect(error.code).toBe('CONNECTION_LOST');
    return error;
  } finally {
    await proxy.stop();
  }
}

describe('a connection that is lost after the server has committed', () => {
  test('leaves open what has become of the changes, and says so', async () => {
    const error = await loseAt('create table public.c', 'module');
    const unknown = ['m:a', 'm:b', 'm:c'];
    expect(error.fields).toMatchObject({ state: { kept: [], rolledBack: [], unknown } });
    expect(renderError(error)).toContain('not known: m:a, m:b, m:c');
    expect(renderError(error)).not.toContain('rolled back:');
    expect(await harness.changes()).toEqual(unknown);
  });

  test('the same with a transaction per change', async () => {
    const error = await loseAt('create table public.c', 'change');
    expect(error.fields).toMatchObject({ state: { kept: [], rolledBack: [], unknown: ['m:a', 'm:b', 'm:c'] } });
  });

  test('keeps what was committed before, when it was the record of a script without a transaction', async () => {
    const error = await loseAt('delete from pgpm_migrate.x_statements', 'module', noTransaction);
    expect(error.fields).toMatchObject({ state: { kept: ['m:a'], unknown: ['m:b'] } });
    expect(await harness.changes()).toEqual(['m:a', 'm:b']);
  });

  test('keeps everything, when it was the note that the run has ended', async () => {
    const error = await loseAt(`set state = E'done'`, 'module');
    expect(error.fields).toMatchObject({ state: { kept: ['m:a', 'm:b', 'm:c'], rolledBack: [] } });
    expect(renderError(error)).not.toContain('rolled back:');
  });
});
