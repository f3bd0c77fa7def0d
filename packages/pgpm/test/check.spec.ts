import { stopEmbedded } from '@pgpm/postgres';
import { createScratchDatabase, type ScratchDatabase } from './support/database.js';
import { pgpm } from './support/pgpm.js';
import { shop } from './support/shop.js';
import { TemporaryWorkspace } from './support/workspace.js';

let workspace: TemporaryWorkspace;
let database: ScratchDatabase;
beforeAll(async () => {
  database = await createScratchDatabase();
  workspace = new TemporaryWorkspace(shop);
});
afterAll(async () => {
  workspace.remove();
  await database.teardown();
});

test('a module that cannot be checked hides nothing of the others', async () => {
  workspace.write({ 'modules/base/deploy/people.sql': 'select nothing;\n' });
  const options = { cwd: workspace.root, env: { DATABASE_URL: database.url } };
  const { status, stdout, stderr } = await pgpm(['check', '--json', '--junit', 'check.xml'], options);
  expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
  const { result }: { result: unknown } = JSON.parse(stdout);
  expect(result).toMatchObject({
    modules: [
      { module: 'base', passed: false, problems: [{ code: 'CHANGE_FAILED' }] },
      { module: 'shop', passed: false, errors: [{ code: 'CHANGE_FAILED', module: 'base', change: 'people' }] },
    ],
  });
  const xml = workspace.read('check.xml') ?? '';
  expect(xml.match(/<testsuite name="\w+"/g)).toEqual(['<testsuite name="base"', '<testsuite name="shop"']);
  expect(xml).toContain('name="prepare" time="0.000"><failure ');
  const text = await pgpm(['check'], options);
  expect(text.stdout).toContain('shop could not be checked\n0 of 2 modules proven\n');
  expect(await pgpm(['check', '--package', 'shop'], options)).toMatchObject({ status: 1 });
});

test('which driver the programs of the user have is no matter of ours', async () => {
  const own = new TemporaryWorkspace(shop);
  const options = { cwd: own.root, env: { NODE_PG_FORCE_NATIVE: '1' } };
  try {
    for (const command of ['deploy', 'check']) {
      const { status, stderr } = await pgpm([command], options);
      expect({ command, status, stderr }).toMatchObject({ command, status: 0 });
    }
  } finally {
    await stopEmbedded({ workspaceRoot: own.root });
    await stopEmbedded({ workspaceRoot: own.root, cluster: 'test' });
    own.remove();
  }
});
