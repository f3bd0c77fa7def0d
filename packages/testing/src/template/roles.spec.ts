import { mentionedRoles } from './roles.js';

test('roles are found as words, however they are written', () => {
  const scripts = ['GRANT usage ON SCHEMA app TO Authenticated;', `create role "sales team"; grant "o-1" to x_y;`];
  const roles = ['authenticated', 'sales team', 'o-1', 'x_y', 'x', 'auth', 'administrator'];
  expect(mentionedRoles(roles, scripts)).toEqual(['authenticated', 'sales team', 'o-1', 'x_y']);
});
