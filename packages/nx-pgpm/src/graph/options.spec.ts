import { pluginSettings } from './options.js';

const targetNames = (options: unknown) => pluginSettings(options).names;

test('every target has the name of its verb', () => {
  const names = {
    deploy: 'deploy',
    verify: 'verify',
    revert: 'revert',
    status: 'status',
    check: 'check',
    package: 'package',
    db: 'db',
    test: 'test',
    ciTest: false,
  };
  expect(targetNames(undefined)).toEqual(names);
  expect(targetNames({})).toEqual(names);
});

test('a target can be renamed or left out', () => {
  expect(targetNames({ deployTargetName: 'db-deploy', testTargetName: false })).toMatchObject({
    deploy: 'db-deploy',
    test: false,
    verify: 'verify',
  });
});

test('tests follow the schema of what they require, unless an option says otherwise', () => {
  expect(pluginSettings({}).testsFollow).toBe('schema');
  expect(pluginSettings({ testsFollow: 'sql' }).testsFollow).toBe('sql');
});

test.each([
  ['something else to follow', { testsFollow: 'everything' }, '"testsFollow" must be "schema" or "sql"'],
  ['an unknown option', { deployTarget: 'x' }, 'unknown option "deployTarget"'],
  ['a wrong type', { deployTargetName: true }, 'must be the name of a target, or false'],
  ['an empty name', { deployTargetName: '' }, 'must be the name of a target, or false'],
  ['no object', 'deploy', 'must be an object'],
  ['two targets of one name', { deployTargetName: 'verify' }, 'two targets have the name "verify"'],
])('%s is refused', (_case, options, message) => expect(() => targetNames(options)).toThrow(message));
