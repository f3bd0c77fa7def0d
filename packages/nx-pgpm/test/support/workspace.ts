import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Paths relative to the workspace root, and what the files hold. */
export type Files = Readonly<Record<string, string>>;

export interface TemporaryWorkspace {
  readonly root: string;
  write(files: Files): void;
  remove(): void;
}

/** A folder of its own below the system's temporary folder. */
export function temporaryWorkspace(files: Files): TemporaryWorkspace {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-pgpm-')));
  // For root, the server runs as somebody else: only where that user can get to is its data in the workspace.
  chmodSync(root, 0o755);
  const write = (more: Files): void => {
    for (const [path, text] of Object.entries(more)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  };
  write(files);
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }) };
}

export interface ModuleText {
  /** Folder name; the module is `pgpm-<folder>`, the npm package `@app/<folder>`. */
  readonly folder: string;
  /** Names for the control file. */
  readonly requires?: readonly string[];
  /** Change name to the requirements that the plan gives it. Each creates a schema of its name. */
  readonly changes: Readonly<Record<string, readonly string[]>>;
  /** Scripts that differ from what `changes` makes, such as `deploy/a.sql`. */
  readonly scripts?: Files;
}

/** The files of a module that a person could have written. */
export function moduleFiles({ folder, requires = [], changes, scripts = {} }: ModuleText): Files {
  const dir = `libs/${folder}`;
  const name = `pgpm-${folder}`;
  const planned = Object.entries(changes).map(
    ([change, needed]) =>
      `${change} ${needed.length > 0 ? `[${needed.join(' ')}] ` : ''}2026-01-01T00:00:00Z Ann <ann@example.com> # ${change}`,
  );
  return {
    [`${dir}/pgpm.plan`]: `${['%syntax-version=1.0.0', `%project=${name}`, `%uri=${name}`, '', ...planned].join('\n')}\n`,
    [`${dir}/${name}.control`]: `comment = 'module ${folder}'\ndefault_version = '1.0.0'\nrequires = '${requires.join(', ')}'\n`,
    [`${dir}/package.json`]: JSON.stringify({ name: `@app/${folder}`, version: '1.0.0', nx: { name: folder } }),
    ...Object.fromEntries(
      Object.keys(changes).flatMap((change) => [
        [`${dir}/deploy/${change}.sql`, `-- Deploy ${name}:${change}\ncreate schema ${change};\n`],
        [`${dir}/revert/${change}.sql`, `-- Revert ${name}:${change}\ndrop schema ${change};\n`],
        [`${dir}/verify/${change}.sql`, `-- Verify ${name}:${change}\nselect '${change}'::regnamespace;\n`],
      ]),
    ),
    ...Object.fromEntries(Object.entries(scripts).map(([path, text]) => [`${dir}/${path}`, text])),
  };
}

/** Three modules in a row, and one beside them: `top` requires `middle`, `middle` requires `base`. */
export const chain: Files = {
  'pgpm.json': '{ "packages": ["libs/*"] }',
  ...moduleFiles({ folder: 'base', changes: { one: [], two: ['one'] } }),
  ...moduleFiles({ folder: 'middle', requires: ['pgpm-base'], changes: { three: ['pgpm-base:two'] } }),
  ...moduleFiles({ folder: 'top', requires: ['pgpm-middle'], changes: { four: ['pgpm-middle:three'] } }),
  ...moduleFiles({ folder: 'beside', changes: { five: [] } }),
};

/** A plan whose fifth line nobody can read. */
export const brokenPlan = '%syntax-version=1.0.0\n%project=pgpm-base\n%uri=pgpm-base\n\none [two 2026-01-01\n';
