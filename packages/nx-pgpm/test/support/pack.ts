import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(__dirname, '../../../..');

/** Packs this repository before the first of the files that install it elsewhere; `packedPackages` tells where to. */
export default function pack(): void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'nx-pgpm-packed-')));
  try {
    // As a task of Nx it comes after the builds.
    if (process.env['NX_TASK_TARGET_TARGET'] === undefined) {
      pnpm(['--filter', 'nx-pgpm...', '--filter', 'pgpm...', 'run', 'build']);
    }
    const filters = ['@pgpm/engine', '@pgpm/postgres', 'nx-pgpm', 'pgpm'].flatMap((name) => ['--filter', name]);
    const packed = pnpm([...filters, 'pack', '--json', '--pack-destination', folder]);
    const list: readonly { readonly name: string; readonly filename: string }[] = JSON.parse(packed);
    const tarballs = Object.fromEntries(list.map(({ name, filename }) => [name, filename]));
    process.env['PGPM_E2E_PACKED'] = JSON.stringify({ folder, tarballs });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}

function pnpm(args: readonly string[]): string {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:npm_|NODE_OPTIONS$)/.test(name)));
  const { status, stdout, stderr } = spawnSync('npx', ['--yes', 'pnpm@10.34.9', ...args], {
    cwd: repository,
    encoding: 'utf8',
    env,
  });
  if (status !== 0) throw new Error(`pnpm ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
  return stdout;
}
