const { execFileSync } = require('node:child_process');
const { join } = require('node:path');

const packages = join(__dirname, '../../..');

/** Compiles this package and those it uses; does next to nothing when that has been done. */
module.exports = () => {
  const tsc = require.resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '--build', 'tsconfig.lib.json'], {
    cwd: join(packages, 'pgpm'),
    stdio: 'inherit',
  });
  for (const name of ['engine', 'postgres', 'pgpm']) {
    const copy = join(packages, '../tools/copy-assets.mjs');
    execFileSync(process.execPath, [copy], { cwd: join(packages, name), stdio: 'inherit' });
  }
};
