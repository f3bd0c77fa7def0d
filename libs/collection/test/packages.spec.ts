import { execFileSync } from 'node:child_process';
import { modules } from './support/modules.js';

interface Packed {
  readonly name: string;
  readonly version: string;
  readonly files: readonly { readonly path: string }[];
}

/** What npm would publish. It runs the `prepack` script, which makes the bundle. */
function pack(dir: string): Packed | undefined {
  const answer: unknown = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: dir, encoding: 'utf8' }),
  );
  return Array.isArray(answer) ? (answer[0] as Packed) : undefined;
}

test.each(modules.map((module) => [module.name, module] as const))(
  'the package of %s has all that a deployment needs, and nothing else',
  (name, { dir, plan, npmName, version }) => {
    const packed = pack(dir);
    const paths = packed?.files.map(({ path }) => path) ?? [];
    const scripts = plan.changes.flatMap((change) =>
      ['deploy', 'revert', 'verify'].map((kind) => `${kind}/${change.name}.sql`),
    );
    const notice = paths.filter((path) => path === 'NOTICE');
    expect(packed).toMatchObject({ name: npmName, version });
    expect([...paths].sort()).toEqual(
      [
        'LICENSE',
        'Makefile',
        'README.md',
        'package.json',
        'pgpm.plan',
        `${name}.control`,
        `sql/${name}--${version}.bundle.tar.gz`,
        `sql/${name}--${version}.sql`,
        ...notice,
        ...scripts,
      ].sort(),
    );
  },
);
