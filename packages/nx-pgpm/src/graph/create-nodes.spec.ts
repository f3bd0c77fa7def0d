import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../test/support/foreign-workspace.js';
import {
  brokenPlan,
  chain,
  moduleFiles,
  temporaryWorkspace,
  type TemporaryWorkspace,
} from '../../test/support/workspace.js';
import { createNodes } from './create-nodes.js';
import type { PgpmPluginOptions } from './options.js';
import { findPluginHome, versionActions } from './self-inputs.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = temporaryWorkspace(chain);
});
afterEach(() => workspace.remove());

async function nodes(planFiles: readonly string[], options?: PgpmPluginOptions) {
  return createNodes[1](planFiles, options, { workspaceRoot: workspace.root, nxJsonConfiguration: {} });
}

const plans = ['libs/top/pgpm.plan', 'libs/base/pgpm.plan', 'libs/middle/pgpm.plan', 'libs/beside/pgpm.plan'];

test('each plan is a project, in the order of the paths', async () => {
  const found = await nodes(plans);
  expect(found.map(([file]) => file)).toEqual([...plans].sort());
  expect(
    found.map(([, { projects }]) => Object.entries(projects ?? {}).map(([root, { name }]) => [root, name])),
  ).toEqual([[['libs/base', 'base']], [['libs/beside', 'beside']], [['libs/middle', 'middle']], [['libs/top', 'top']]]);
});

test('the same files give the same value, in whichever order Nx lists them', async () => {
  expect(JSON.stringify(await nodes([...plans].reverse()))).toBe(JSON.stringify(await nodes(plans)));
});

test('Nx finds what a release does with a module, also where the plugin runs from its sources', async () => {
  const [[, { projects }] = ['', {}]] = await nodes(plans);
  expect(projects?.['libs/base']?.release).toEqual({ version: { versionActions: 'nx-pgpm/release' } });
  const here = findPluginHome(repository);
  expect(existsSync(join(repository, versionActions(here)))).toBe(true);
});

test('a project says what its module is', async () => {
  workspace.write({
    'libs/middle/jest.config.js': '',
    'libs/middle/pgpm-middle.control': "requires = 'citext, pgpm-base'\n",
  });
  const [, , [, { projects }] = ['', {}]] = await nodes(plans);
  expect(projects?.['libs/middle']).toMatchObject({
    root: 'libs/middle',
    name: 'middle',
    projectType: 'library',
    sourceRoot: 'libs/middle',
    tags: ['type:pgpm'],
    namedInputs: {
      pgpmSql: ['{projectRoot}/pgpm.plan', '{projectRoot}/*.control', '{projectRoot}/{deploy,revert,verify}/**/*.sql'],
      pgpmServer: expect.arrayContaining([{ env: 'DATABASE_URL' }, { env: 'PGHOST' }, { env: 'PGVERSION' }]),
    },
    metadata: {
      technologies: ['postgresql', 'pgpm'],
      targetGroups: {
        Database: ['deploy', 'verify', 'revert', 'status', 'db'],
        Packaging: ['package'],
        Test: ['test'],
      },
      pgpm: {
        project: 'pgpm-middle',
        requires: { 'pgpm-base': ['pgpm-middle.control:1', 'pgpm.plan:5'] },
        extensions: ['citext'],
        tags: [],
        changes: 1,
      },
    },
  });
});

test('a broken plan keeps its project and its targets, and leaves the others alone', async () => {
  const before = await nodes(plans);
  workspace.write({ 'libs/base/pgpm.plan': brokenPlan });
  const [broken, ...others] = await nodes(plans);
  expect(others).toEqual(before.slice(1));
  const project = broken?.[1].projects?.['libs/base'];
  expect(Object.keys(project?.targets ?? {})).toEqual([
    'deploy',
    'verify',
    'revert',
    'status',
    'check',
    'package',
    'db',
  ]);
  expect(project).toMatchObject({
    name: 'base',
    metadata: {
      pgpm: { project: 'pgpm-base', error: { code: 'PLAN_PARSE_ERROR', file: 'libs/base/pgpm.plan', line: 5 } },
    },
  });
});

test.each(['', '\0\0', '%project', 'x'.repeat(100_000), '[[[[', '%project=pgpm-base\n@\n'])(
  'a plan that holds %j does not throw',
  async (text) => {
    workspace.write({ 'libs/base/pgpm.plan': text });
    expect(await nodes(['libs/base/pgpm.plan'])).toHaveLength(1);
  },
);

test('plans of build output and of installed modules are ignored', async () => {
  const copies = ['dist/libs/base', 'extensions/@pgpm/base', 'node_modules/@pgpm/base', 'libs/base/dist/pgpm'];
  for (const dir of copies) workspace.write({ [`${dir}/pgpm.plan`]: '', [`${dir}/package.json`]: '{}' });
  expect(await nodes(copies.map((dir) => `${dir}/pgpm.plan`))).toEqual([]);
});

test('a plan that stands alone is no module', async () => {
  workspace.write({ 'notes/pgpm.plan': '%project=notes\n' });
  expect(await nodes(['notes/pgpm.plan'])).toEqual([]);
});

test.each(['jest.config.ts', 'test/jest.config.js', '__tests__/jest.config.cjs'])(
  '%s makes a test target',
  async (file) => {
    workspace.write({ [`libs/base/${file}`]: '' });
    const [[, { projects }] = ['', {}]] = await nodes(['libs/base/pgpm.plan']);
    expect(projects?.['libs/base']?.targets).toHaveProperty('test');
  },
);

test('files that concern every project are inputs of tests, when nx.json names them', async () => {
  workspace.write({ 'libs/base/jest.config.js': '' });
  const inputsWith = async (nxJsonConfiguration: object) => {
    const found = await createNodes[1](['libs/base/pgpm.plan'], undefined, {
      workspaceRoot: workspace.root,
      nxJsonConfiguration,
    });
    return found[0]?.[1].projects?.['libs/base']?.targets?.['test']?.inputs;
  };
  expect(await inputsWith({ namedInputs: { sharedGlobals: [] } })).toContain('sharedGlobals');
  expect(await inputsWith({})).not.toContain('sharedGlobals');
});

test('a module may be the workspace itself', async () => {
  const own = Object.entries(moduleFiles({ folder: 'whole', changes: { one: [] } }));
  workspace.write(Object.fromEntries(own.map(([path, text]) => [path.replace('libs/whole/', ''), text])));
  const [[file, { projects }] = ['', {}]] = await nodes(['pgpm.plan']);
  expect(file).toBe('pgpm.plan');
  expect(projects?.['.']).toMatchObject({ root: '.', name: 'whole' });
});

test('wrong options of the plugin stop the graph', async () => {
  const options: object = { deployTarget: 'x' };
  await expect(async () => nodes(plans, options)).rejects.toThrow('unknown option "deployTarget"');
});
