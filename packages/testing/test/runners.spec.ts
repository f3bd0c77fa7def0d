import { join } from 'node:path';

import { createForeignWorkspace, type ForeignWorkspace } from './support/foreign-workspace.js';

// Building, packing and installing take their time.
jest.setTimeout(300_000);

const runners = {
  jest: '30.5.2',
  jest29: 'npm:jest@29.7.0',
  vitest: '4.1.10',
  typescript: '6.0.3',
  '@types/node': '20.19.43',
};
const notes = `create schema notes;
  create table notes.notes (owner text, body text);
  alter table notes.notes enable row level security;
  create policy own on notes.notes to authenticated
    using (owner = current_setting('jwt.claims.user_id', true))
    with check (owner = current_setting('jwt.claims.user_id', true));
  do $$ begin
    if to_regrole('authenticated') is null then create role authenticated; end if;
  end $$;
  grant usage on schema notes to authenticated;
  grant select, insert on notes.notes to authenticated;
  create function notes.announce() returns trigger language plpgsql as $$ begin
    perform pg_notify('notes', new.owner);
    return null;
  end $$;
  create trigger announce after insert on notes.notes for each row execute function notes.announce();`;

let workspace: ForeignWorkspace;
beforeAll(() => {
  workspace = createForeignWorkspace(runners);
  workspace.write('pgpm.json', '{ "packages": ["modules/*"] }\n');
  workspace.write('modules/notes/pgpm.plan', '%syntax-version=1.0.0\n%project=notes\n\nroles\nnotes [roles]\n');
  workspace.write('modules/notes/notes.control', `default_version = '0.0.1'\n`);
  workspace.write(
    'modules/notes/deploy/roles.sql',
    `do $$ declare name text; begin
      foreach name in array '{anonymous,authenticated}'::text[] loop
        if to_regrole(name) is null then execute format('create role %I', name); end if;
      end loop;
    end $$;\n`,
  );
  workspace.write('modules/notes/deploy/notes.sql', notes);
  const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', types: ['node'] };
  workspace.write('modules/notes/tsconfig.json', JSON.stringify({ compilerOptions, files: ['test/typed.ts'] }));
  for (const file of ['jest.test.js', 'vitest.test.mjs', 'node.test.mjs', 'typed.ts']) {
    workspace.copy(join(__dirname, 'runners', file), `modules/notes/test/${file}`);
  }
});
afterAll(() => workspace.remove());

/** Runs a program of an installed package in the folder of the module. */
function run(program: string, args: readonly string[]): ReturnType<ForeignWorkspace['node']> {
  return workspace.node(
    [join(workspace.root, 'node_modules', program), ...args],
    join(workspace.root, 'modules/notes'),
  );
}

test.each(['jest29', 'jest'])('%s', (name) => {
  const { status, output } = run(`${name}/bin/jest.js`, ['--rootDir=.', '--testTimeout=120000', 'jest.test.js']);
  expect(output).toMatch(/Tests: +3 passed, 3 total/);
  expect(status).toBe(0);
});

test('vitest', () => {
  const { status, output } = run('vitest/vitest.mjs', [
    'run',
    '--testTimeout=120000',
    '--hookTimeout=120000',
    'vitest.test',
  ]);
  expect(output).toMatch(/Tests +2 passed \(2\)/);
  expect(status).toBe(0);
});

test('node:test', () => {
  const { status, output } = workspace.node(['--test', 'modules/notes/test/node.test.mjs']);
  expect(output).toMatch(/pass 1\n/);
  expect(status).toBe(0);
});

test('types come with the package', () => {
  expect(run('typescript/bin/tsc', ['--project', '.'])).toEqual({ status: 0, output: '' });
});
