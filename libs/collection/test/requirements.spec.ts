import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules, workspace } from './support/modules.js';

// All modules of the reference collection require it, also those whose verify scripts do without.
const others = modules.filter(({ name }) => name !== 'pgpm-verify');

test.each(others.map((module) => [module.name, module] as const))('%s requires pgpm-verify', (_, { control }) => {
  expect(control?.requires).toContain('pgpm-verify');
});

test.each(modules.map((module) => [module.name, module] as const))(
  'the package of %s depends on the modules that it requires',
  (_, { dir, control }) => {
    const required = (control?.requires ?? []).flatMap((name) => workspace.modules.get(name)?.npmName ?? []);
    const { dependencies = {} } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    expect(Object.keys(dependencies).sort()).toEqual([...required].sort());
  },
);
