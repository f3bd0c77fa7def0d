const { execFileSync } = require('node:child_process');
const { join } = require('node:path');

/** Builds what these tests start, unless Nx runs them, which has seen to it. */
module.exports = () => {
  if (process.env.NX_TASK_TARGET_PROJECT !== undefined) return;
  const nx = require.resolve('nx/bin/nx.js');
  execFileSync(process.execPath, [nx, 'build', 'pgpm'], { cwd: join(__dirname, '../../../..'), stdio: 'inherit' });
};
