import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entriesOf, membersOf, pluginRoot, readManifest, sourceOf } from '../test/support/manifest.js';
import * as implementations from './executors/index.js';

const batched = ['check', 'deploy', 'package', 'revert', 'status', 'verify'];
const verbs = [...batched, 'db'].sort();

const packageJson = readManifest('package.json');
const executors = entriesOf(readManifest('executors.json').get('executors'));

test('the package exports its manifests', () => {
  expect(packageJson.get('executors')).toBe('./executors.json');
  expect(packageJson.get('exports')).toMatchObject({
    './package.json': './package.json',
    './executors.json': './executors.json',
  });
  expect(packageJson.get('files')).toEqual(expect.arrayContaining(['dist', 'executors.json']));
});

test('there is an executor for each verb, and a folder for each executor', () => {
  expect([...executors.keys()].sort()).toEqual(verbs);
  const folders = readdirSync(join(pluginRoot, 'src/executors'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(folders.map(({ name }) => name).sort()).toEqual(verbs);
});

test('where it is developed, Nx runs the sources of the plugin and loads no compiler for them, which takes half a second', () => {
  const script = join(pluginRoot, 'test/support/loaded-compilers.cjs');
  const cwd = join(pluginRoot, '../..');
  const { stdout, stderr } = spawnSync(process.execPath, [script], { cwd, encoding: 'utf8' });
  expect(stderr).toBe('');
  const found = ['function', 'function', 'function', 'function'];
  expect(JSON.parse(stdout)).toEqual({ name: 'nx-pgpm', found, compilers: [], uncalled: [] });
});

test('the pages of executors and generators are up to date', () => {
  const tool = join(pluginRoot, '../../tools/executor-docs.mjs');
  const { status, stderr } = spawnSync(process.execPath, [tool, '--check'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

describe.each(verbs)('%s', (verb) => {
  const executor = entriesOf(executors.get(verb));
  const schema = readManifest(`src/executors/${verb}/schema.json`);
  const properties = [...entriesOf(schema.get('properties'))].map(([name, value]) => [name, entriesOf(value)] as const);

  test('the entry names what exists', () => {
    const isBatched = batched.includes(verb);
    expect(Object.fromEntries(executor)).toMatchObject({
      implementation: `./dist/executors/index#${verb}Executor`,
      ...(isBatched && { batchImplementation: `./dist/executors/index#${verb}BatchExecutor` }),
    });
    expect(implementations).toMatchObject({
      [`${verb}Executor`]: expect.any(Function),
      ...(isBatched && { [`${verb}BatchExecutor`]: expect.any(Function) }),
    });
    expect(existsSync(sourceOf(String(executor.get('schema'))))).toBe(true);
    expect(executor.get('preferBatch')).toBe(isBatched ? true : undefined);
    expect(executor.get('description')).toBe(schema.get('description'));
  });

  test('the schema is strict, and says what it is', () => {
    expect(Object.fromEntries(schema)).toMatchObject({
      version: 2,
      cli: 'nx',
      $id: `nx-pgpm/${verb}`,
      title: expect.stringMatching(/./),
      description: expect.stringMatching(/\.$/),
      outputCapture: 'direct-nodejs',
      type: 'object',
      additionalProperties: false,
    });
  });

  test.each(properties)('option %s is documented', (name, property) => {
    expect(name).toMatch(/^[a-z][a-zA-Z]*$/);
    expect(property.get('description')).toMatch(/^[A-Z].*\.$/s);
    expect(['string', 'number', 'boolean']).toContain(property.get('type'));
    // A default that depends on the surroundings is told in words.
    const hasDefault = property.has('default') || String(property.get('description')).includes('Default: ');
    if (property.get('type') !== 'string' || property.has('enum')) expect(hasDefault).toBe(true);
    if (property.has('enum') && property.has('default'))
      expect(property.get('enum')).toContain(property.get('default'));
  });

  test('at most one option is positional', () => {
    expect(properties.filter(([, property]) => property.has('$default')).length).toBeLessThanOrEqual(1);
  });

  test('what Nx checks in a batch is what it checks elsewhere', () => {
    const checked = properties.map(([name, property]) => [
      name,
      Object.fromEntries([...property].filter(([key]) => ['type', 'enum', 'minimum'].includes(key))),
    ]);
    const again = [{ properties: Object.fromEntries(checked), additionalProperties: false }];
    expect(schema.get('anyOf')).toEqual(batched.includes(verb) ? again : undefined);
  });

  test('schema.d.ts agrees with schema.json', () => {
    const expected = properties.map(([name, property]) => {
      const choices = property.get('enum');
      const type = Array.isArray(choices)
        ? choices.map((choice) => `'${String(choice)}'`).join(' | ')
        : String(property.get('type'));
      return property.has('default') ? `readonly ${name}: ${type};` : `readonly ${name}?: ${type} | undefined;`;
    });
    expect(membersOf(join(dirname(sourceOf(String(executor.get('schema')))), 'schema.d.ts'))).toEqual(expected);
  });
});
