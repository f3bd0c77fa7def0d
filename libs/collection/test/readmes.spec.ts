import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { modules } from './support/modules.js';

test.each(modules.map((module) => [module.name, module] as const))(
  'the README of %s says how to install it with Nx and with the command line',
  (name, { dir, npmName }) => {
    const [, install = ''] = /^## Install$(.*?)^## /ms.exec(readFileSync(join(dir, 'README.md'), 'utf8')) ?? [];
    const lines = install.split('\n');
    expect(lines).toContain(`npx nx run ${basename(dir)}:deploy`);
    expect(lines).toContain(`pgpm install ${npmName ?? ''}`);
    expect(lines).toContainEqual(expect.stringMatching(`^pgpm deploy(?: ${name})?$`));
  },
);

test.each(modules.map((module) => [module.name, module] as const))(
  'the README of %s has an example, and tells objects, privileges, differences and requirements',
  (_, { dir }) => {
    const sections = readFileSync(join(dir, 'README.md'), 'utf8').match(/^## .*$/gm);
    expect(sections).toEqual(
      expect.arrayContaining([
        '## Example',
        '## Public objects',
        '## Roles and privileges',
        '## Differences to the reference collection',
        '## Requirements',
      ]),
    );
  },
);
