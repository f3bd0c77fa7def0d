import { stopEmbedded } from '@pgpm/postgres';
import { delimiter, join } from 'node:path';
import { chmodSync } from 'node:fs';
import { catalog } from '../src/commands/index.js';
import { createScratchDatabase, type ScratchDatabase } from './support/database.js';
import { makeRepository } from './support/git.js';
import { pgpm, words } from './support/pgpm.js';
import { shop } from './support/shop.js';
import { TemporaryWorkspace } from './support/workspace.js';

let embedded: TemporaryWorkspace;
beforeAll(() => {
  // There may be no psql here; what is passed to it can be seen all the same.
  embedded = new TemporaryWorkspace({ ...shop, 'bin/psql': '#!/bin/sh\necho "$PGHOST $*"\n' });
  chmodSync(join(embedded.root, 'bin/psql'), 0o755);
});
afterAll(async () => {
  await stopEmbedded({ workspaceRoot: embedded.root });
  embedded.remove();
});

test('every command has an example', async () => {
  for (const entry of catalog) expect((await entry.load()).examples.length).toBeGreaterThan(0);
});

const ownServer = (name: string): boolean => name.startsWith('server') || name === 'env';

/** Commands that have something to do only where something is deployed. */
const onDeployed: ReadonlySet<string> = new Set(['verify', 'revert']);

describe('with a database of their own', () => {
  let workspace: TemporaryWorkspace | undefined;
  let database: ScratchDatabase | undefined;
  const clear = async (): Promise<void> => {
    workspace?.remove();
    await database?.teardown();
  };
  afterEach(clear);

  test.each(catalog.filter(({ name }) => !ownServer(name)).map(({ name }) => name))(
    'the examples of %s work',
    async (name) => {
      for (const example of await examplesOf(name)) {
        await clear();
        workspace = new TemporaryWorkspace(shop);
        if (example.includes('--since')) makeRepository(workspace.root);
        database = await createScratchDatabase();
        const env = { DATABASE_URL: database.url };
        if (onDeployed.has(name)) await pgpm(['deploy'], { cwd: workspace.root, env });
        const { status, all } = await pgpm(words(example).slice(1), { cwd: workspace.root, env });
        expect([example, status, status === 0 ? '' : all]).toEqual([example, 0, '']);
      }
    },
  );
});

test('the examples of commands about the embedded server work, one after the other', async () => {
  const env = { PATH: `${join(embedded.root, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` };
  for (const { name } of [...catalog.filter((entry) => ownServer(entry.name))].sort(stopLast)) {
    for (const example of await examplesOf(name)) {
      const { status, all } = await pgpm(words(example).slice(1), { cwd: embedded.root, env });
      expect([example, status, status === 0 ? '' : all]).toEqual([example, 0, '']);
      if (name === 'server psql') expect(all).toContain('127.0.0.1 --version');
      if (example === 'pgpm env') expect(all).toMatch(/^export PGHOST='127\.0\.0\.1'\nexport PGPORT='\d+'\n/);
    }
  }
});

function stopLast(a: { readonly name: string }, b: { readonly name: string }): number {
  return Number(a.name === 'server stop') - Number(b.name === 'server stop');
}

async function examplesOf(name: string): Promise<readonly string[]> {
  return (await catalog.find((entry) => entry.name === name)?.load())?.examples ?? [];
}
