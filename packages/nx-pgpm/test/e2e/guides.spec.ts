import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findDatabase, stopEmbedded } from '@pgpm/postgres';
import { createScratchDatabase, type ScratchDatabase } from '../support/database.js';
import { cleanEnvironment, packedPackages, repository, run } from '../support/foreign-workspace.js';
import { missingLine, readGuide, type GuideStep } from '../support/guide.js';
import { startRegistry, type Registry } from '../support/registry.js';
import { temporaryWorkspace, type TemporaryWorkspace } from '../support/workspace.js';

// Every command of the guides is run, most of them start Nx, and one of them makes a workspace.
jest.setTimeout(1_200_000);

/** In the order of a reader: each goes on in the workspace of the first. */
const guides = ['start', 'add-a-change', 'caching', 'ci', 'production', 'updating'] as const;
/** Has no steps that build on each other, or a test of its own. */
const others = ['existing-database', 'releasing', 'troubleshooting'];

let place: TemporaryWorkspace;
let registry: Registry;
let production: ScratchDatabase;
let folder: string;
let tarballs: readonly string[];
/** The command that did not do what its guide says: what comes after it builds on it. */
let broken: string | undefined;

beforeAll(async () => {
  place = temporaryWorkspace({});
  registry = await startRegistry(place.root);
  place.write({ '.npmrc': registry.npmrc });
  tarballs = Object.values(packedPackages()).map((path) => path.replace('file:', ''));
  for (const tarball of tarballs) publish(tarball);
  production = await createScratchDatabase();
  folder = place.root;
});
afterAll(async () => {
  const workspaceRoot = join(place.root, 'shop');
  await stopEmbedded({ workspaceRoot });
  await stopEmbedded({ workspaceRoot, cluster: 'test' });
  await production.drop();
  await registry.stop();
  place.remove();
});

test('every guide is run', () => {
  const pages = readdirSync(join(repository, 'docs/guides')).map((file) => file.replace('.md', ''));
  expect(pages.filter((page) => !others.includes(page)).sort()).toEqual([...guides].sort());
});

for (const guide of guides) {
  describe(`docs/guides/${guide}.md`, () => {
    if (guide === 'updating') beforeAll(releaseNextVersion);
    test.each(readGuide(guide).map((step) => [step.line, step] as const))('line %i', async (_line, step) => {
      await take(step);
    });
    if (guide !== 'updating') return;
    test('the migration has done its work', () => {
      expect(readNxJson()).toMatchObject({ sync: { globalGenerators: ['nx-pgpm:sync'] } });
    });
  });
}

async function take(step: GuideStep): Promise<void> {
  if (step.kind === 'write') {
    write(step.path, step.text);
    // A reader knows where production is, and its password.
    if (step.path === '.env.production') write('.env.production.local', await secretsOfProduction());
    return;
  }
  if (broken !== undefined) throw new Error(`not tried, because ${broken} went wrong`);
  broken = `"${step.script.trim()}"`;
  const { status, output } = execute(
    step.script.replaceAll('--confirm=db.example.com/shop', `--confirm=${production.place}`),
  );
  const missing = missingLine(output, step.shows);
  if ((status !== 0) !== step.fails || missing !== undefined) {
    throw new Error(
      `${broken} ended with ${status}${missing === undefined ? '' : ` without "${missing}"`}:\n${output}`,
    );
  }
  broken = undefined;
}

function publish(what: string): void {
  run('npm', ['publish', what, '--loglevel=error'], place.root);
}

/** The same packages as a version in which the first migration runs, and a workspace as the version before it has left it. */
function releaseNextVersion(): void {
  for (const [index, tarball] of tarballs.entries()) {
    const next = join(place.root, 'next', String(index));
    mkdirSync(next, { recursive: true });
    run('tar', ['-xzf', tarball, '-C', next], place.root);
    const path = join(next, 'package/package.json');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"0.1.0"', '"0.2.0"'));
    publish(join(next, 'package'));
  }
  write('nx.json', JSON.stringify({ ...readNxJson(), sync: undefined }, null, 2));
}

function readNxJson(): Record<string, unknown> {
  const json: Record<string, unknown> = JSON.parse(readFileSync(join(folder, 'nx.json'), 'utf8'));
  return json;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function secretsOfProduction(): Promise<string> {
  const { config } = await findDatabase({ cwd: repository, cluster: 'test', database: 'postgres' });
  const { host = '', port = '', user = '' } = config;
  return `PGHOST=${host}\nPGPORT=${port}\nPGUSER=${user}\nPGDATABASE=${production.name}\nPGPASSWORD=${production.password}\n`;
}

/** Runs lines in the shell of a reader, and goes where they lead. */
function execute(script: string): { readonly status: number | null; readonly output: string } {
  const whereabouts = join(place.root, 'whereabouts');
  const { status, stdout, stderr } = spawnSync('bash', ['-ec', `trap 'pwd > "$WHEREABOUTS"' EXIT\n${script}`], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...cleanEnvironment(),
      WHEREABOUTS: whereabouts,
      npm_config_registry: registry.url,
      NX_DAEMON: 'false',
      NX_ISOLATE_PLUGINS: 'false',
      // The registry of this test knows nothing of where packages were built.
      NX_SKIP_PROVENANCE_CHECK: 'true',
      NO_COLOR: '1',
      GIT_AUTHOR_NAME: 'Ann',
      GIT_AUTHOR_EMAIL: 'ann@example.com',
      GIT_COMMITTER_NAME: 'Ann',
      GIT_COMMITTER_EMAIL: 'ann@example.com',
    },
  });
  folder = readFileSync(whereabouts, 'utf8').trim();
  return { status, output: stdout + stderr };
}
