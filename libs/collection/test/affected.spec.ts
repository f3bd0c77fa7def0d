import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { modules, requires, workspace } from './support/modules.js';

let data: string;
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'pgpm-affected-'));
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

/** Projects whose tests Nx repeats when a file was edited. It shares nothing with the Nx that may run this file. */
function repeated(file: string): readonly string[] {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('NX_'));
  const env = { ...Object.fromEntries(others), NX_DAEMON: 'false', NX_WORKSPACE_DATA_DIRECTORY: data };
  const args = ['show', 'projects', '--affected', `--files=${file}`, '--withTarget=test', '--json'];
  const nx = join(workspace.root, 'node_modules/nx/dist/bin/nx.js');
  const output = execFileSync(process.execPath, [nx, ...args], { cwd: workspace.root, env, encoding: 'utf8' });
  return JSON.parse(output) as string[];
}

test.each(['pgpm-types', 'pgpm-totp', 'pgpm-verify'])(
  'an edited script of %s repeats its tests, those of what requires it, and no others',
  (name) => {
    const module = workspace.modules.get(name)!;
    const script = `${module.path}/verify/${module.plan.changes[0]!.name}.sql`;
    const concerned = modules.filter((other) => requires(other, name)).map(({ dir }) => basename(dir));
    expect([...repeated(script)].sort()).toEqual(concerned.sort());
  },
);
