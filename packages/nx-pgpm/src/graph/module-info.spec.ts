import { describeModule } from './module-info.js';
import type { ModuleFiles } from './module-files.js';

const plan = [
  '%syntax-version=1.0.0',
  '%project=pgpm-jobs',
  '%uri=pgpm-jobs',
  '',
  'schema [pgpm-default-roles:roles] 2026-01-01T00:00:00Z Ann <ann@example.com> # a schema',
  'table [schema pgpm-verify:check pgpm-verify:@v2] 2026-01-01T00:00:00Z Ann <ann@example.com>',
  '@v1 2026-01-01T00:00:00Z Ann <ann@example.com> # first',
  '',
].join('\n');

const files: ModuleFiles = {
  root: 'libs/jobs',
  plan,
  control: {
    name: 'pgpm-jobs.control',
    text: "# job queue\ncomment = 'a queue'\ndefault_version = '1.0.0'\nrequires = 'plpgsql, pgpm-verify'\n",
  },
  manifest: '{ "name": "@pgpm/jobs", "description": "A job queue" }',
  jestConfig: 'jest.config.js',
  testFiles: [],
};

test('a module is described by its plan, control file and package.json', () => {
  expect(describeModule(files)).toEqual({
    root: 'libs/jobs',
    module: 'pgpm-jobs',
    projectName: 'jobs',
    description: 'A job queue',
    requires: [
      { name: 'pgpm-default-roles', file: 'pgpm.plan', line: 5 },
      { name: 'pgpm-verify', file: 'pgpm-jobs.control', line: 4 },
      { name: 'pgpm-verify', file: 'pgpm.plan', line: 6 },
      { name: 'plpgsql', file: 'pgpm-jobs.control', line: 4 },
    ],
    tags: ['v1'],
    changes: 2,
    error: undefined,
    jestConfig: 'jest.config.js',
    testFiles: [],
  });
});

test.each([
  ['nx.name', '{ "name": "@pgpm/jobs", "nx": { "name": "queue" } }', 'queue'],
  ['the npm name without its scope', '{ "name": "@pgpm/jobs-2" }', 'jobs-2'],
  ['an npm name that has no scope', '{ "name": "plain" }', 'plain'],
  ['the folder, without a package.json', undefined, 'jobs'],
  ['the folder, without a name', '{ "name": 7 }', 'jobs'],
  ['the folder, when package.json is no JSON', '{', 'jobs'],
])('the project is named after %s', (_case, manifest, name) => {
  expect(describeModule({ ...files, manifest }).projectName).toBe(name);
});

test('a bare module is named after its plan, else its folder', () => {
  const bare = { ...files, control: undefined, manifest: undefined };
  expect(describeModule(bare).module).toBe('pgpm-jobs');
  expect(describeModule({ ...bare, plan: '' }).module).toBe('jobs');
});

test('a broken plan keeps what can be read, and says what is wrong where', () => {
  const info = describeModule({ ...files, plan: plan.replace('@v1 ', 'table [oops\n@v1 ') });
  expect(info).toMatchObject({ module: 'pgpm-jobs', projectName: 'jobs', tags: ['v1'] });
  expect(info.requires.map(({ name }) => name)).toContain('pgpm-default-roles');
  expect(info.error).toMatchObject({ code: 'PLAN_PARSE_ERROR', file: 'libs/jobs/pgpm.plan', line: 7 });
});

test('an empty plan is an error, not an exception', () => {
  expect(describeModule({ ...files, plan: '' }).error).toMatchObject({ code: 'PLAN_MISSING_PROJECT' });
});
