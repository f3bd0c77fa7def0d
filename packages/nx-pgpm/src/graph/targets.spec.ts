import { targetNames } from './options.js';
import { moduleTargets, type Surroundings } from './targets.js';
import type { ModuleInfo } from './module-info.js';

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
};

const around: Surroundings = {
  names: targetNames(undefined),
  home: { kind: 'installed' },
  testPackages: ['jest'],
  sharedInputs: ['sharedGlobals'],
  nxMajor: 23,
};

test.each(['deploy', 'verify', 'revert', 'status'])('%s is never cached, and can be part of a batch', (verb) => {
  expect(moduleTargets(info, around)[verb]).toMatchObject({
    executor: `nx-pgpm:${verb}`,
    cache: false,
    parallelism: true,
    metadata: { description: expect.stringContaining('pgpm-jobs') },
  });
  expect(moduleTargets(info, around)[verb]).not.toHaveProperty('dependsOn');
});

test('check is cached by the module, the SQL of what it requires, the tools and the server', () => {
  const target = moduleTargets(info, around)['check'];
  expect(target).toMatchObject({
    executor: 'nx-pgpm:check',
    cache: true,
    parallelism: true,
    outputs: ['{projectRoot}/dist/check'],
  });
  expect(target?.inputs?.slice(0, 8)).toEqual([
    '{projectRoot}/pgpm.plan',
    '{projectRoot}/*.control',
    '{projectRoot}/{deploy,revert,verify}/**/*.sql',
    '^{projectRoot}/pgpm.plan',
    '^{projectRoot}/*.control',
    '^{projectRoot}/{deploy,revert,verify}/**/*.sql',
    { externalDependencies: ['nx-pgpm'] },
    { env: 'DATABASE_URL' },
  ]);
});

test('package is cached by the files that go into a package, and by the version of the tools', () => {
  expect(moduleTargets(info, around)['package']).toMatchObject({
    executor: 'nx-pgpm:package',
    cache: true,
    inputs: [
      '{projectRoot}/pgpm.plan',
      '{projectRoot}/*.control',
      '{projectRoot}/{deploy,revert,verify}/**/*.sql',
      '{projectRoot}/package.json',
      { externalDependencies: ['nx-pgpm'] },
    ],
    outputs: ['{projectRoot}/dist/pgpm'],
  });
});

test('test is cached by the module, the SQL of what it requires, the tools and the server', () => {
  expect(moduleTargets(info, around)['test']).toMatchObject({
    executor: 'nx:run-commands',
    options: { command: 'jest', cwd: '{projectRoot}' },
    cache: true,
    inputs: [
      '{projectRoot}/**/*',
      '^{projectRoot}/pgpm.plan',
      '^{projectRoot}/*.control',
      '^{projectRoot}/{deploy,revert,verify}/**/*.sql',
      { externalDependencies: ['nx-pgpm'] },
      'sharedGlobals',
      { externalDependencies: ['jest'] },
      { env: 'DATABASE_URL' },
      { env: 'PGDATABASE' },
      { env: 'PGHOST' },
      { env: 'PGHOSTADDR' },
      { env: 'PGOPTIONS' },
      { env: 'PGPORT' },
      { env: 'PGSERVICE' },
      { env: 'PGSERVICEFILE' },
      { env: 'PGUSER' },
      { env: 'PGVERSION' },
    ],
    outputs: ['{projectRoot}/coverage'],
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
  const inputs = moduleTargets(info, { ...around, nxMajor: 22 })['test']?.inputs;
  expect(inputs?.slice(0, 2)).toEqual(['{projectRoot}/**/*', '^default']);
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
  const names = targetNames({ deployTargetName: 'up', statusTargetName: false });
  const targets = moduleTargets(info, { ...around, names });
  expect(Object.keys(targets)).toEqual(['up', 'verify', 'revert', 'check', 'package', 'db', 'test']);
  expect(targets['up']).toMatchObject({ executor: 'nx-pgpm:deploy' });
});
