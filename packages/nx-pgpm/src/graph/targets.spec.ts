import type { ModuleInfo } from './module-info.js';
import { pluginSettings } from './options.js';
import type { Surroundings } from './surroundings.js';
import { moduleTargets } from './targets.js';

const info: ModuleInfo = {
  root: 'libs/jobs',
  module: 'pgpm-jobs',
  projectName: 'jobs',
  description: undefined,
  requires: [],
  tags: [],
  changes: 1,
  error: undefined,
  jestConfig: 'jest.config.js',
  testFiles: ['test/a.spec.ts', 'test/more/b c.spec.ts'],
};

const around: Surroundings = {
  ...pluginSettings(undefined),
  home: { kind: 'installed' },
  testPackages: ['jest'],
  namedInputs: ['sharedGlobals'],
  nxMajor: 23,
};

test.each(['deploy', 'verify', 'revert', 'status'])('%s is never cached, and can be part of a batch', (verb) => {
  expect(moduleTargets(info, around)[verb]).toMatchObject({
    executor: `nx-pgpm:${verb}`,
    cache: false,
    parallelism: true,
    inputs: ['pgpmSql'],
    metadata: { description: expect.stringContaining('pgpm-jobs') },
  });
  expect(moduleTargets(info, around)[verb]).not.toHaveProperty('dependsOn');
});

test('check is cached by the module, what is deployed before it, the tools and the server', () => {
  const target = moduleTargets(info, around)['check'];
  expect(target).toMatchObject({
    executor: 'nx-pgpm:check',
    cache: true,
    parallelism: true,
    outputs: ['{projectRoot}/dist/check'],
  });
  expect(target?.inputs).toEqual([
    'pgpmSql',
    '{projectRoot}/package.json',
    '^{projectRoot}/pgpm.plan',
    '^{projectRoot}/*.control',
    '^{projectRoot}/deploy/**/*.sql',
    '{workspaceRoot}/pgpm-lock.json',
    '{workspaceRoot}/pgpm.json',
    '{workspaceRoot}/pgpm.config.js',
    { externalDependencies: ['nx-pgpm'] },
    'pgpmServer',
  ]);
});

test('package is cached by the files that go into a package, and by the version of the tools', () => {
  expect(moduleTargets(info, around)['package']).toMatchObject({
    executor: 'nx-pgpm:package',
    cache: true,
    inputs: [
      'pgpmSql',
      '{projectRoot}/package.json',
      '{workspaceRoot}/pgpm.json',
      '{workspaceRoot}/pgpm.config.js',
      { externalDependencies: ['nx-pgpm'] },
    ],
    outputs: ['{projectRoot}/dist/pgpm'],
  });
});

test('test is cached by the module, what can be seen of those that it requires, the tools and the server', () => {
  expect(moduleTargets(info, around)['test']).toMatchObject({
    executor: 'nx:run-commands',
    options: { command: 'jest', cwd: '{projectRoot}' },
    cache: true,
    dependsOn: ['^check'],
    inputs: [
      '{projectRoot}/**/*',
      '!{projectRoot}/*.md',
      'sharedGlobals',
      '^{projectRoot}/pgpm.plan',
      '^{projectRoot}/*.control',
      { dependentTasksOutputFiles: '**/dist/check/surface.txt' },
      '{workspaceRoot}/pgpm-lock.json',
      '{workspaceRoot}/pgpm.json',
      '{workspaceRoot}/pgpm.config.js',
      { externalDependencies: ['nx-pgpm'] },
      { externalDependencies: ['jest'] },
      'pgpmServer',
    ],
    outputs: ['{projectRoot}/coverage'],
  });
});

test.each<[string, Partial<Surroundings>]>([
  ['on request', { testsFollow: 'sql' }],
  ['without checks', { names: pluginSettings({ checkTargetName: false }).names }],
])('test is cached by the SQL of what it requires, and waits for nothing, %s', (_, settings) => {
  const target = moduleTargets(info, { ...around, ...settings })['test'];
  expect(target).not.toHaveProperty('dependsOn');
  expect(target?.inputs?.slice(3, 6)).toEqual([
    '^{projectRoot}/pgpm.plan',
    '^{projectRoot}/*.control',
    '^{projectRoot}/{deploy,revert,verify}/**/*.sql',
  ]);
});

test('documents count when there are some that tests read', () => {
  const inputs = moduleTargets(info, { ...around, namedInputs: ['testedDocs'] })['test']?.inputs;
  expect(inputs?.slice(0, 2)).toEqual(['{projectRoot}/**/*', 'testedDocs']);
  expect(inputs).not.toContain('!{projectRoot}/*.md');
});

describe('tests apart from each other', () => {
  const { names } = pluginSettings({ ciTestTargetName: 'test-ci' });

  test('are there on request only', () => {
    expect(moduleTargets(info, around)).not.toHaveProperty('test-ci');
  });

  test('are a target for each file, and one that depends on all', () => {
    const targets = moduleTargets(info, { ...around, names });
    const { test: all, 'test-ci': whole, 'test-ci--test/more/b c.spec.ts': part } = targets;
    expect(whole).toMatchObject({
      executor: 'nx:noop',
      cache: true,
      dependsOn: [
        { target: 'test-ci--test/a.spec.ts', params: 'forward' },
        { target: 'test-ci--test/more/b c.spec.ts', params: 'forward' },
      ],
    });
    // With it Nx wants its cloud.
    expect(whole?.metadata).not.toHaveProperty('nonAtomizedTarget');
    expect(part).toMatchObject({
      executor: 'nx:run-commands',
      options: { command: 'jest --passWithNoTests --runTestsByPath "test/more/b c.spec.ts"', cwd: '{projectRoot}' },
      cache: true,
      dependsOn: ['^check'],
      outputs: [],
    });
    expect(part?.inputs).toEqual(all?.inputs);
  });

  test.each([
    ['is named to run a command', 'test/$(touch x).spec.ts'],
    ['ends its quotes', 'test/a"; touch x; ".spec.ts'],
  ])('are one target when a file %s', (_, file) => {
    const targets = moduleTargets({ ...info, testFiles: ['test/a.spec.ts', file] }, { ...around, names });
    expect(Object.keys(targets).filter((name) => name.startsWith('test-ci'))).toEqual(['test-ci']);
    expect(targets['test-ci']).toMatchObject({ options: { command: 'jest' } });
  });
});

test('inside the repository of the tools, their sources are inputs', () => {
  const { package: pack, test: tests } = moduleTargets(info, {
    ...around,
    home: { kind: 'sources', packages: 'packages' },
    testPackages: [],
  });
  expect(pack?.inputs).toEqual(expect.arrayContaining(['{workspaceRoot}/packages/engine/src/**/*']));
  expect(tests?.inputs).toEqual(
    expect.arrayContaining([
      '{workspaceRoot}/packages/engine/src/**/*',
      '{workspaceRoot}/packages/postgres/src/**/*',
      '{workspaceRoot}/packages/testing/src/**/*',
    ]),
  );
  expect(JSON.stringify([pack, tests])).not.toContain('externalDependencies');
});

test('on Nx 22 a test is cached by everything that it requires', () => {
  const target = moduleTargets(info, { ...around, nxMajor: 22 })['test'];
  expect(target?.inputs?.slice(3, 5)).toEqual(['^default', '{workspaceRoot}/pgpm-lock.json']);
  expect(target).not.toHaveProperty('dependsOn');
});

test('a jest configuration in a folder of tests is named', () => {
  const target = moduleTargets({ ...info, jestConfig: 'test/jest.config.js' }, around)['test'];
  expect(target).toMatchObject({ options: { command: 'jest --config test/jest.config.js' } });
});

test('without a jest configuration there is no test target', () => {
  expect(Object.keys(moduleTargets({ ...info, jestConfig: undefined }, around))).toEqual([
    'deploy',
    'verify',
    'revert',
    'status',
    'check',
    'package',
    'db',
  ]);
});

test('targets are renamed and left out by the options of the plugin', () => {
  const { names } = pluginSettings({ deployTargetName: 'up', statusTargetName: false });
  const targets = moduleTargets(info, { ...around, names });
  expect(Object.keys(targets)).toEqual(['up', 'verify', 'revert', 'check', 'package', 'db', 'test']);
  expect(targets['up']).toMatchObject({ executor: 'nx-pgpm:deploy' });
});
