import fc from 'fast-check';
import { parseConfig, readConfig } from './config.js';
import { moduleNameOf, npmNameOf, parsePackageJson } from './package-json.js';

const defaults = { packages: [], extensionsDir: 'extensions', pg: {}, moduleAliases: {}, deployment: {} };

test('reads what the engine needs, and accepts every other known key', () => {
  const text = JSON.stringify({
    $schema: 'x',
    packages: ['libs/modules/*', '!libs/modules/old'],
    name: 'shop',
    extensionsDir: 'vendor',
    moduleAliases: { 'metaschema-schema': '@pgpm/metaschema-schema' },
    deployment: { useTx: true, usePlan: false, logOnly: false, fast: true, hashMethod: 'ast' },
    pg: { host: 'x', password: 'y' },
    db: { connections: { app: { user: 'x' } }, roles: { default: 'x' }, auth: { userIdKey: 'x' }, extensions: [] },
    migrations: { codegen: { useTx: true } },
    errorOutput: { verbose: true },
    engines: { any: { plugin: 'x' } },
    driver: { plugin: 'x', options: { any: 1 } },
    server: { any: 1 },
    cdn: {},
    smtp: {},
    settings: { any: 1 },
    dependencies: { '@x/y': '1.0.0' },
  });
  expect(parseConfig(`\uFEFF${text}`, 'pgpm.json')).toEqual({
    config: {
      packages: ['libs/modules/*', '!libs/modules/old'],
      extensionsDir: 'vendor',
      pg: { host: 'x', password: 'y' },
      moduleAliases: { 'metaschema-schema': '@pgpm/metaschema-schema' },
      deployment: { useTx: true, usePlan: false, logOnly: false, hashMethod: 'ast' },
    },
    given: expect.arrayContaining(['packages', 'deployment', 'deployment.useTx', 'db.roles.default']),
    ignored: [
      ...['deployment.fast', 'db', 'migrations', 'errorOutput', 'engines', 'driver'],
      ...['server', 'cdn', 'smtp'],
    ],
    problems: [],
  });
});

test.each([
  ['"Ada Lovelace <ada@example.org>"', { name: 'Ada Lovelace', email: 'ada@example.org' }],
  ['"Ada"', { name: 'Ada', email: undefined }],
  ['{ "name": "Ada", "email": "ada@example.org" }', { name: 'Ada', email: 'ada@example.org' }],
  ['{ "email": "ada@example.org" }', { name: undefined, email: 'ada@example.org' }],
])('the planner %s', (text, planner) => {
  expect(parseConfig(`{ "planner": ${text} }`, 'pgpm.json')).toMatchObject({ config: { planner }, problems: [] });
});

test.each(['../x', 'a/../../x', '/x', 'C:/x', '..\\x', '.', ''])('modules from npm do not go to %j', (folder) => {
  const { config, problems } = parseConfig(JSON.stringify({ packages: [], extensionsDir: folder }, null, 1), 'f');
  expect([config.extensionsDir, problems]).toEqual([
    'extensions',
    [expect.objectContaining({ code: 'CONFIG_PARSE_ERROR', place: { file: 'f', line: 3 } })],
  ]);
});

test.each(['vendor', './vendor/', 'a/..b/c', '.pgpm'])('modules from npm may go to %j', (extensionsDir) => {
  const { config, problems } = parseConfig(JSON.stringify({ extensionsDir }), 'f');
  expect([config, problems]).toEqual([expect.objectContaining({ extensionsDir }), []]);
});

test.each(['""', '1', '{}', '"Ada <a b>"', '"A <b> c"', '{ "name": 1 }', '{ "name": "A\\n" }', '[]'])(
  '%s is no planner',
  (text) => {
    const { config, problems } = parseConfig(`{ "planner": ${text} }`, 'pgpm.json');
    expect([config.planner, problems.map(({ code }) => code)]).toEqual([undefined, ['CONFIG_PARSE_ERROR']]);
  },
);

test.each([
  ['{}', []],
  ['{\n  "package": []\n}', [['CONFIG_UNKNOWN_KEY', 'warning', 2, { key: 'package', nearest: 'packages' }]]],
  [
    '{ "packages": [],\n"frobnicate": 1 }',
    [['CONFIG_UNKNOWN_KEY', 'warning', 2, { key: 'frobnicate', nearest: undefined }]],
  ],
  [
    '{ "deployment": {\n "usetx": true } }',
    [['CONFIG_UNKNOWN_KEY', 'warning', 2, { key: 'deployment.usetx', nearest: 'deployment.useTx' }]],
  ],
  ['{ "packages": "libs/*" }', [['CONFIG_PARSE_ERROR', 'error', 1, { reason: '"packages" must be a list of globs' }]]],
  ['{ "packages": ["libs/*", 1] }', [['CONFIG_PARSE_ERROR', 'error', 1]]],
  ['{ "extensionsDir": 1 }', [['CONFIG_PARSE_ERROR', 'error', 1]]],
  ['{ "deployment": { "useTx": "yes" } }', [['CONFIG_PARSE_ERROR', 'error', 1]]],
  ['{ "deployment": [] }', [['CONFIG_PARSE_ERROR', 'error', 1]]],
  ['{ "moduleAliases": { "a": 1 } }', [['CONFIG_PARSE_ERROR', 'error', 1]]],
  ['', [['CONFIG_PARSE_ERROR', 'error', 1]]],
  ['[]', [['CONFIG_PARSE_ERROR', 'error', 1]]],
  ['{\n  "packages": [,]\n}', [['CONFIG_PARSE_ERROR', 'error', 2]]],
])('%j: problems', (text, expected) => {
  const { problems } = parseConfig(text, 'pgpm.json');
  expect(problems).toMatchObject(
    expected.map(([code, severity, line, fields]) => ({
      code,
      severity,
      place: { file: 'pgpm.json', line },
      ...(fields && { fields }),
    })),
  );
});

test('a syntax error never quotes the file, which may hold a password', () => {
  const [problem] = parseConfig('{ "pg": { "password": "secret" "x" } }', 'pgpm.json').problems;
  expect(JSON.stringify(problem)).not.toContain('secret');
  expect(problem?.place).toEqual({ file: 'pgpm.json', line: 1, column: 32 });
});

test('a configuration in code has no lines', () => {
  expect(readConfig({ package: [] }, 'pgpm.config.js').problems).toMatchObject([{ place: { file: 'pgpm.config.js' } }]);
  expect(readConfig({}, 'pgpm.config.js')).toEqual({ config: defaults, given: [], ignored: [], problems: [] });
});

test('any JSON is a configuration with or without problems', () => {
  fc.assert(
    fc.property(fc.json(), (text) => expect(parseConfig(text, 'c').config.extensionsDir).toEqual(expect.any(String))),
  );
});

test('reads name, version and dependencies of a package.json', () => {
  const text =
    '{ "name": "@pgpm/jobs", "version": "1.0.0", "dependencies": { "@pgpm/types": "workspace:*", "a": "1" } }';
  expect(parsePackageJson(text, 'package.json')).toEqual({
    packageJson: { name: '@pgpm/jobs', version: '1.0.0', dependencies: ['@pgpm/types', 'a'] },
    problems: [],
  });
  expect(parsePackageJson('{ "name": 1, "dependencies": [] }', 'p').packageJson).toEqual({ dependencies: [] });
  expect(parsePackageJson('{', 'p').problems).toMatchObject([{ code: 'CONFIG_PARSE_ERROR', place: { file: 'p' } }]);
});

const modules = [
  { name: 'pgpm-jobs', npmName: '@acme/jobs' },
  { name: 'bare', npmName: undefined },
];
const aliases = { 'pgpm-types': '@acme/types', bare: '@acme/bare' };

test.each([
  ['pgpm-jobs', '@acme/jobs'],
  ['bare', '@acme/bare'],
  ['pgpm-types', '@acme/types'],
  ['pgpm-uuid', '@pgpm/uuid'],
  ['metaschema-schema', '@pgpm/metaschema-schema'],
  ['metaschema-modules', '@pgpm/metaschema-modules'],
])('module %s is npm package %s, and back', (module, npmName) => {
  expect(npmNameOf(module, modules, aliases)).toBe(npmName);
  expect(moduleNameOf(npmName, modules, aliases)).toBe(module);
});

test('extensions have no npm name', () => {
  expect(npmNameOf('citext', modules, aliases)).toBeUndefined();
  expect(npmNameOf('constructor', modules, aliases)).toBeUndefined();
  expect(moduleNameOf('lodash', modules, aliases)).toBeUndefined();
});

test('a server has a port that is a number, as text too', () => {
  const read = (pg: unknown) => readConfig({ pg }, 'pgpm.config.js');
  const pg = { host: 'db', port: 5433, user: 'ann', password: 'x', database: 'app' };
  expect(read({ ...pg, port: '5433' })).toMatchObject({ config: { ...defaults, pg }, problems: [] });
  expect(read({ port: 'here', host: 1 }).problems.map(({ code }) => code)).toEqual([
    'CONFIG_PARSE_ERROR',
    'CONFIG_PARSE_ERROR',
  ]);
});
