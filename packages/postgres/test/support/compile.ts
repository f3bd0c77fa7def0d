import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { transformSync } from '@swc/core';

const packageRoot = join(__dirname, '../..');

/**
 * Compiles the package and the child program, so that plain `node` processes can run them: commands that start at the
 * same moment are processes. Returns the path of the child program; `remove` undoes it.
 */
export function compilePackage(): { child: string; remove: () => void } {
  // Inside of node_modules, where `pg` and the platform packages are found.
  const directory = join(packageRoot, 'node_modules/.cache', `child-${process.pid}`);
  const files = readdirSync(join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))) {
    compile(join(packageRoot, 'src', file), join(directory, 'src', file));
  }
  for (const file of files.filter((name) => name.endsWith('.cjs'))) {
    cpSync(join(packageRoot, 'src', file), join(directory, 'src', file));
  }
  compile(join(__dirname, 'child.ts'), join(directory, 'test/support/child.ts'));
  return {
    child: join(directory, 'test/support/child.js'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function compile(source: string, destination: string): void {
  const { code } = transformSync(readFileSync(source, 'utf8'), {
    filename: source,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  mkdirSync(dirname(destination), { recursive: true });
  writeFileSync(destination.replace(/\.ts$/, '.js'), code);
}
