import { spawnSync } from 'node:child_process';
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { deploy, openWorkspace } from '@pgpm/engine';
import { findDatabase } from '@pgpm/postgres';
import { repository } from '../support/foreign-workspace.js';
import { missingLine, readGuide, type GuideStep } from '../support/guide.js';
import { createLinkedWorkspace, type LinkedWorkspace } from '../support/linked-workspace.js';
import { inPlace, scenes, setUp, type Scene } from '../support/page-scenes.js';
import { startReaderServer, type ReaderServer } from '../support/reader-server.js';
import { atTerminal, ctrlC } from '../support/terminal.js';

// Starts Nx for each example.
jest.setTimeout(600_000);

/** What guides.spec.ts runs, with packages from a registry. */
const guides = ['start', 'ci'];
const runByGuides = new Set(
  guides.flatMap(readGuide).flatMap((step) => (step.kind === 'run' ? linesOf(step.script) : [])),
);

type Example = Extract<GuideStep, { kind: 'run' }>;

const pages = ['executors', 'generators'].flatMap((folder) =>
  readdirSync(join(repository, 'docs', folder))
    .filter((file) => file !== 'examples.md')
    .map((file) => `${folder}/${file.replace('.md', '')}`),
);
const examples = new Map(pages.map((page) => [page, examplesOf(page)]));

let workspace: LinkedWorkspace;
let server: ReaderServer;
beforeAll(async () => {
  workspace = createLinkedWorkspace();
  server = await startReaderServer(workspace);
  symlinkSync(join(__dirname, '../support/psql.cjs'), join(workspace.root, 'node_modules/.bin/psql'));
});
afterAll(() => workspace.dispose());

test('every page with examples is run', () => {
  expect(pages.filter((page) => examples.get(page)?.length !== 0)).toEqual(Object.keys(scenes).sort());
});

describe.each(Object.entries(scenes))('docs/%s.md', (page, scene) => {
  beforeAll(() => workspace.reset({ ...setUp, ...inPlace(scene.files) }));
  test.each((examples.get(page) ?? []).map((example) => [example.line, example] as const))(
    'line %i',
    async (_line, example) => {
      await server.empty();
      await deployAll(scene.deployed ?? []);
      const { status, output } = await run(example.script, scene);
      const missing = missingLine(output, example.shows);
      if (status === expectedStatus(example, scene) && missing === undefined) return;
      throw new Error(`it ended with ${status}${missing === undefined ? '' : ` without "${missing}"`}:\n${output}`);
    },
  );
});

test.each([
  ['another word', 'yes\r'],
  ['Ctrl-C', ctrlC],
])('production is not touched when a person answers with %s', async (_, keys) => {
  const scene = scenes['executors/deploy'];
  workspace.reset({ ...setUp, ...inPlace(scene?.files ?? {}) });
  await server.empty();
  const { status, output } = await run('nx run jobs:deploy:production --no-batch', {
    files: {},
    typed: { 'nx run jobs:deploy:production --no-batch': [{ when: 'Say where', keys }] },
  });
  expect([status, output]).toEqual([1, expect.stringContaining('PRODUCTION_NOT_CONFIRMED')]);
  expect(await server.schemas()).toEqual(['public']);
});

/** What a page lets a reader run, and no guide does. */
function examplesOf(page: string): readonly Example[] {
  return readGuide(`../${page}`)
    .filter((step) => step.kind === 'run')
    .filter(({ script }) => linesOf(script).some((line) => !runByGuides.has(line)));
}

/** In a guide Nx is started by npx. */
function linesOf(script: string): readonly string[] {
  return script
    .trim()
    .split('\n')
    .map((line) => line.replace(/^npx nx /, 'nx '));
}

/** Whoever interrupts a command gets 130 from it. */
function expectedStatus({ script, fails }: Example, { typed = {} }: Scene): number {
  const isInterrupted = typed[script.trim()]?.some(({ keys }) => keys === ctrlC) === true;
  return isInterrupted ? 130 : Number(fails);
}

async function run(script: string, { typed = {} }: Scene): Promise<{ status: number | null; output: string }> {
  const here = (text: string): string => text.replaceAll('db.example.com', server.place);
  const lines = here(script);
  const place = { cwd: workspace.root, env: { ...workspace.env, ...server.env, PSQL_URL: server.url } };
  const keys = typed[script.trim()];
  if (keys !== undefined)
    return atTerminal(lines, { ...place, typed: keys.map((each) => ({ ...each, keys: here(each.keys) })) });
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', lines], {
    ...place,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

/** On the embedded server, and on that of the reader. */
async function deployAll(targets: readonly string[]): Promise<void> {
  if (targets.length === 0) return;
  const { root } = workspace;
  for (const url of [undefined, server.url]) {
    const { config: database } = await findDatabase({ cwd: root, url, env: {} });
    await deploy({ workspace: openWorkspace(root), targets, database });
  }
}
