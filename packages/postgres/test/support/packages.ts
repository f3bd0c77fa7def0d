import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { findPackage, packageName, readLinks } from '../../src/embedded/platform-package.js';

/** Installs the server binaries in a workspace of their own, as a package manager would; returns where. */
export function installBinaries(workspaceRoot: string, { links = true }: { links?: boolean } = {}): string {
  const { directory } = findPackage(__dirname);
  const installed = join(workspaceRoot, 'node_modules', packageName());
  mkdirSync(dirname(installed), { recursive: true });
  cpSync(directory, installed, { recursive: true, verbatimSymlinks: true });
  if (!links) for (const link of readLinks(installed)) rmSync(join(installed, link.target), { force: true });
  return installed;
}

/** Installs a server that does nothing but what the shell `scripts` say. */
export function installFake(workspaceRoot: string, scripts: { postgres?: string; initdb?: string }): void {
  const installed = join(workspaceRoot, 'node_modules', packageName());
  mkdirSync(join(installed, 'native/bin'), { recursive: true });
  mkdirSync(join(installed, 'dist'));
  writeFileSync(join(installed, 'dist/index.js'), '');
  writeFileSync(join(installed, 'package.json'), '{ "version": "18.4.0", "exports": "./dist/index.js" }');
  const { postgres = 'echo "postgres (PostgreSQL) 18.4"', initdb = 'exit 0' } = scripts;
  for (const [name, script] of Object.entries({ postgres, initdb })) {
    writeFileSync(join(installed, 'native/bin', name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(installed, 'native/bin', name), 0o755);
  }
}
