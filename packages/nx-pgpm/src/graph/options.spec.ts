import { targetNames } from './options.js';

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

test.each([
  ['an unknown option', { deployTarget: 'x' }, 'unknown option "deployTarget"'],
  ['a wrong type', { deployTargetName: true }, 'must be the name of a target, or false'],
  ['an empty name', { deployTargetName: '' }, 'must be the name of a target, or false'],
  ['no object', 'deploy', 'must be an object'],
  ['two targets of one name', { deployTargetName: 'verify' }, 'two targets have the name "verify"'],
])('%s is refused', (_case, options, message) => expect(() => targetNames(options)).toThrow(message));
