// A workspace of any size for benchmarks: modules of 29 files, each with requirements in modules before it.
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const changesPerModule = 8;

/**
 * Writes a workspace into a temporary folder. It uses the Nx and the built packages of this repository.
 *
 * @returns its path, and how many pairs of modules require each other.
 */
export function generateWorkspace(modules, edges) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'nx-pgpm-bench-')));
  const write = (path, text) => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const requirements = requirementsOf(modules, edges);
  for (const [index, required] of requirements.entries()) {
    for (const [path, text] of Object.entries(moduleFiles(index, required))) write(path, text);
  }
  write('pgpm.json', JSON.stringify({ packages: ['libs/*'] }));
  write('package.json', JSON.stringify({ name: 'bench', private: true, workspaces: ['libs/*'] }));
  write('nx.json', nxJson(['nx-pgpm']));
  write('.gitignore', 'node_modules/\n.nx/\n.pgpm/\ndist/\n');
  linkPackages(folder);
  return { folder, edges: requirements.flat().length };
}

/** The settings of a workspace, as text. */
export function nxJson(plugins) {
  return JSON.stringify({ analytics: false, neverConnectToCloud: true, tui: { enabled: false }, plugins });
}

/** The modules that each module requires, by number: spread evenly, the same each time, and without a cycle. */
function requirementsOf(modules, edges) {
  const numbers = randomNumbers(1);
  const requirements = Array.from({ length: modules }, () => new Set());
  for (let made = 0, tries = 0; made < edges && tries < edges * 20; tries++) {
    const source = 1 + (tries % (modules - 1));
    const target = numbers.next().value % source;
    if (requirements[source].has(target)) continue;
    requirements[source].add(target);
    made++;
  }
  return requirements.map((set) => [...set].sort((a, b) => a - b));
}

/** Numbers without a pattern that matters, the same for the same seed (mulberry32). */
function* randomNumbers(seed) {
  for (let state = seed; ;) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield (mixed ^ (mixed >>> 14)) >>> 0;
  }
}

const nameOf = (index) => `bench-${String(index).padStart(4, '0')}`;

function moduleFiles(index, required) {
  const name = nameOf(index);
  const dir = `libs/${name}`;
  const schema = name.replace('-', '_');
  const changes = ['schema', ...Array.from({ length: changesPerModule - 1 }, (_, place) => `tables/t${place}`)];
  const needs = (place) => (place === 0 ? required.map((other) => `${nameOf(other)}:schema`) : ['schema']);
  const plan = changes.map((change, place) => {
    const list = needs(place).length === 0 ? '' : ` [${needs(place).join(' ')}]`;
    return `${change}${list} 2026-01-01T00:00:00Z Bench <bench@example.com> # change ${place}`;
  });
  const files = {
    [`${dir}/pgpm.plan`]: `%syntax-version=1.0.0\n%project=${name}\n%uri=${name}\n\n${plan.join('\n')}\n`,
    [`${dir}/${name}.control`]: `comment = 'module ${index}'\ndefault_version = '1.0.0'\nrequires = '${required.map(nameOf).join(', ')}'\n`,
    [`${dir}/package.json`]: JSON.stringify({
      name: `@bench/${name}`,
      version: '1.0.0',
      // What Nx needs for a task that does nothing.
      nx: { name, targets: { nothing: { executor: 'nx:noop' } } },
    }),
    [`${dir}/Makefile`]: `EXTENSION = ${name}\nDATA = sql/${name}--1.0.0.sql\n`,
    [`${dir}/README.md`]: `# ${name}\n`,
  };
  for (const [place, change] of changes.entries()) {
    const object = place === 0 ? schema : `${schema}.t${place - 1}`;
    const header = needs(place).map((requirement) => `-- requires: ${requirement}\n`);
    const create = place === 0 ? `create schema ${object};` : `create table ${object} (id int primary key);`;
    const drop = place === 0 ? `drop schema ${object};` : `drop table ${object};`;
    const verify = place === 0 ? `select '${object}'::regnamespace;` : `select '${object}'::regclass;`;
    files[`${dir}/deploy/${change}.sql`] = `-- Deploy ${name}:${change} to pg\n${header.join('')}\n${create}\n`;
    files[`${dir}/revert/${change}.sql`] = `-- Revert ${name}:${change} from pg\n\n${drop}\n`;
    files[`${dir}/verify/${change}.sql`] = `-- Verify ${name}:${change} on pg\n\n${verify}\n`;
  }
  return files;
}

/** What a workspace finds in node_modules after an install. The plugin counts as installed: it is outside the workspace. */
function linkPackages(folder) {
  const fromPlugin = createRequire(join(root, 'packages/nx-pgpm/package.json'));
  const packages = {
    nx: dirname(fromPlugin.resolve('nx/package.json')),
    '@nx/devkit': dirname(fromPlugin.resolve('@nx/devkit/package.json')),
    'nx-pgpm': join(root, 'packages/nx-pgpm'),
  };
  for (const [name, target] of Object.entries(packages)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link, 'dir');
  }
}
