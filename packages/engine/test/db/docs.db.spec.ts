import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as engine from '../../src/index.js';
import { Harness } from '../support/harness.js';

const { openWorkspace, revert, verify } = engine;
const root = join(__dirname, '../../../..');
const harness = new Harness();
const read = (page: string): string => readFileSync(join(root, page), 'utf8');

/** The fenced blocks of a language, in order. */
function blocks(page: string, language: string): readonly string[] {
  return [...read(page).matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, text = '']) => text);
}

test('the triplet of CONTRIBUTING deploys, verifies, reverts, and its verify fails without it', async () => {
  const scripts = Object.fromEntries(
    blocks('CONTRIBUTING.md', 'sql').map((text) => {
      const [first = '', ...rest] = text.split('\n');
      return [/^-- (\w+)\//.exec(first)?.[1] ?? '', rest.join('\n')];
    }),
  );
  expect(Object.keys(scripts)).toEqual(['deploy', 'verify', 'revert']);
  const change = 'schemas/app/procedures/answer';
  await harness.database.client.query(
    'do $$ begin create role authenticated; exception when duplicate_object then end $$',
  );
  const workspace = harness.workspace({
    'my-module': {
      plan: ['schemas/app/schema', `${change} [schemas/app/schema]`],
      scripts: { 'schemas/app/schema': { deploy: 'create schema app;', verify: 'select 1;' }, [change]: scripts },
    },
  });
  const { warnings } = await harness.deploy(workspace);
  expect(warnings).toEqual([]);
  const options = {
    workspace: openWorkspace(workspace.root),
    targets: 'all',
    database: harness.database.config,
  } as const;
  expect((await verify(options)).changes).toHaveLength(2);
  await revert({ ...options, targets: ['my-module'], to: 'schemas/app/schema' });
  await expect(harness.database.client.query(scripts['verify'] ?? '')).rejects.toMatchObject({ code: '42883' });
});

test('quick start and tests are one line each, with the package manager that is pinned', () => {
  const { packageManager }: { packageManager: string } = JSON.parse(read('package.json'));
  const [start = '', tests = ''] = blocks('README.md', 'sh');
  for (const line of [start, tests]) expect(line.trim().split('\n')).toHaveLength(1);
  expect(start).toContain(`npx --yes ${packageManager} install`);
  expect(tests).toContain(`npx --yes ${packageManager} install`);
});

test('the README of the engine names what there is', () => {
  const row = read('packages/engine/README.md')
    .split('\n')
    .find((line) => line.startsWith('| `@pgpm/engine` |'));
  const names = [...(row ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(names).toContain('openWorkspace');
  expect(Object.keys(engine)).toEqual(expect.arrayContaining(names));
});
