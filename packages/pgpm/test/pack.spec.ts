import { stopEmbedded } from '@pgpm/postgres';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TemporaryWorkspace } from './support/workspace.js';

const packages = resolve(__dirname, '../..');
const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');

let folder: TemporaryWorkspace;
beforeAll(() => {
  folder = new TemporaryWorkspace();
});
afterAll(async () => {
  await stopEmbedded({ workspaceRoot: folder.root });
  folder.remove();
});

const clean = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(?:npm_|PG|DATABASE_URL$|CI$|NODE_OPTIONS$)/.test(name)),
);
const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', env: { ...clean, NO_COLOR: '1' } });

/** The tarball of a package, as it would be published. */
function pack(name: string): string {
  const tarballs = join(folder.root, 'tarballs');
  mkdirSync(tarballs, { recursive: true });
  run('npx', ['--yes', 'pnpm@10.34.9', 'pack', '--pack-destination', tarballs], join(packages, name));
  const prefix = name === 'pgpm' ? 'pgpm-0' : `pgpm-${name}-`;
  const file = readdirSync(tarballs).find((candidate) => candidate.startsWith(prefix));
  return `file:${join(tarballs, file ?? '')}`;
}

test('packed and installed elsewhere, it does what its README says', () => {
  const dependencies = { pgpm: pack('pgpm'), '@pgpm/engine': pack('engine'), '@pgpm/postgres': pack('postgres') };
  folder.write({ 'package.json': JSON.stringify({ name: 'foreign', private: true, dependencies }) });
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], folder.root);
  const [, ...blocks] = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text);
  const lines = blocks.flatMap((block) => block.trim().split('\n'));
  const outputs = lines.map((line) => run('npx', ['--no-install', ...line.split(' ').slice(1)], folder.root));
  expect(lines).toHaveLength(8);
  expect(outputs.join('')).toContain('deployed 1 change');
  expect(outputs.join('')).toContain('reverted 1 change');
});

test.each([
  ['@pgpm/engine', 6],
  ['@pgpm/engine/parse', 4],
])('%s, as it is published, is few files and loads no database driver', (entry, most) => {
  const program = `require('${entry}'); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const loaded: readonly string[] = JSON.parse(run(process.execPath, ['-e', program], join(packages, 'pgpm')));
  expect(loaded.every((file) => file.startsWith(join(packages, 'engine/dist')))).toBe(true);
  expect(loaded.length).toBeLessThanOrEqual(most);
});

test('the published engine brings its driver, and who wrote it', () => {
  const database = { host: '127.0.0.1', port: 1, user: 'nobody', database: 'none' };
  const program = `
    const { openWorkspace, status } = require('@pgpm/engine');
    status({ workspace: openWorkspace('${resolve(packages, '..')}'), targets: 'all', database: ${JSON.stringify(database)} })
      .catch(({ code }) => console.log(JSON.stringify({ code, loaded: Object.keys(require.cache) })));`;
  const { code, loaded }: { code: string; loaded: readonly string[] } = JSON.parse(
    run(process.execPath, ['-e', program], join(packages, 'pgpm')),
  );
  expect(code).toBe('CONNECTION_FAILED');
  expect(loaded.filter((file) => !file.startsWith(join(packages, 'engine/dist')))).toEqual([]);
  const notices = readFileSync(join(packages, 'engine/dist/third-party.txt'), 'utf8');
  const names = [...notices.matchAll(/^([\w-]+) \d+\.\d+\.\d+ \((?:MIT|ISC)\)$/gm)].map(([, name]) => name);
  expect(names).toHaveLength(notices.split(/^-{80}$/m).length);
  expect(names).toContain('pg');
  expect(names.filter((name = '') => !/^(?:pg|postgres-|split2|xtend)/.test(name))).toEqual([]);
});
