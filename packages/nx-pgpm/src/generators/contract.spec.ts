import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entriesOf, membersOf, pluginRoot, readManifest, sourceOf } from '../../test/support/manifest.js';
import * as factories from './index.js';

const generators = entriesOf(readManifest('generators.json').get('generators'));
const names = [...generators.keys()];

test('the package exports its manifests', () => {
  const packageJson = readManifest('package.json');
  expect(packageJson.get('generators')).toBe('./generators.json');
  expect(packageJson.get('nx-migrations')).toMatchObject({ migrations: './migrations.json' });
  expect(packageJson.get('exports')).toMatchObject({
    './generators.json': './generators.json',
    './migrations.json': './migrations.json',
  });
  expect(packageJson.get('files')).toEqual(expect.arrayContaining(['generators.json', 'migrations.json']));
});

test('each generator has a folder, and each folder is a generator', () => {
  const folders = readdirSync(join(pluginRoot, 'src/generators'), { withFileTypes: true });
  expect(
    folders
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...names].sort());
});

describe.each(names)('%s', (name) => {
  const generator = entriesOf(generators.get(name));
  const schemaPath = sourceOf(String(generator.get('schema')));
  const schema = readManifest(`src/generators/${name}/schema.json`);
  const properties = [...entriesOf(schema.get('properties'))].map(([key, value]) => [key, entriesOf(value)] as const);
  const required: unknown = schema.get('required') ?? [];

  test('the entry names what exists', () => {
    const factory = `${name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Generator`;
    expect(generator.get('factory')).toBe(`./dist/generators/index#${factory}`);
    expect(factories).toHaveProperty(factory, expect.any(Function));
    expect(existsSync(schemaPath)).toBe(true);
    expect(generator.get('description')).toBe(schema.get('description'));
  });

  test('the schema is strict, and says what it is', () => {
    expect(Object.fromEntries(schema)).toMatchObject({
      $id: `nx-pgpm/${name}`,
      title: expect.stringMatching(/./),
      description: expect.stringMatching(/\.$/),
      type: 'object',
      // create-nx-workspace passes its own options along.
      additionalProperties: name === 'preset',
    });
  });

  if (properties.length > 0) {
    test.each(properties)('option %s is documented', (key, property) => {
      expect(key).toMatch(/^[a-z][a-zA-Z]*$/);
      expect(property.get('description')).toMatch(/^[A-Z].*\.$/s);
      expect(['string', 'array', 'boolean']).toContain(property.get('type'));
      if (property.get('type') === 'boolean') {
        expect(property.has('default') || String(property.get('description')).includes('Default: ')).toBe(true);
      }
    });
  }

  if (properties.length > 0) {
    test('schema.d.ts agrees with schema.json', () => {
      const expected = properties.map(([key, property]) => {
        const choices = property.get('enum');
        const type = Array.isArray(choices)
          ? choices.map((choice) => `'${String(choice)}'`).join(' | ')
          : String(property.get('type')).replace('array', 'readonly string[]');
        const isThere = property.has('default') || (Array.isArray(required) && required.includes(key));
        return isThere ? `readonly ${key}: ${type};` : `readonly ${key}?: ${type} | undefined;`;
      });
      expect(membersOf(join(dirname(schemaPath), 'schema.d.ts'))).toEqual(expected);
    });
  }
});
