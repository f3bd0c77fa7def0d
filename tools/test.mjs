#!/usr/bin/env node
// Runs the tests of every project and closes with one line that counts real test cases: `N passed, N failed`.
// Fails when a task failed, a test failed, or no test ran. Leaves no server running.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const usage = `usage: node tools/test.mjs [--affected] [nx options]

  --affected   only what the change against the main branch affects
  --help       this text`;

const targets = 'test,test-db,test-e2e';
const options = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));

/** The projects' folders that hold counts: packages and modules. */
function resultFolders() {
  return ['packages', 'libs', 'libs/modules']
    .flatMap((parent) =>
      existsSync(join(root, parent)) ? readdirSync(join(root, parent)).map((name) => join(root, parent, name)) : [],
    )
    .map((project) => join(project, 'coverage', 'results'))
    .filter((folder) => existsSync(folder));
}

function runNx(args, stdio = 'inherit') {
  const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
  return spawnSync(process.execPath, [nx, ...args], { cwd: root, stdio }).status ?? 1;
}

function sum() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const folder of resultFolders()) {
    for (const file of readdirSync(folder)) {
      const counts = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      for (const key of Object.keys(total)) total[key] += counts[key];
    }
  }
  return total;
}

/** Nothing keeps running when the tests are over. The function lives in a package, so that is compiled first. */
async function stopTestServer() {
  if (runNx(['run', '@pgpm/postgres:build', '--output-style=static'], 'ignore') !== 0) return;
  const { stopEmbedded } = createRequire(import.meta.url)('../packages/postgres/dist/index.js');
  await stopEmbedded({ workspaceRoot: root, cluster: 'test' });
}

if (options.includes('--help')) {
  console.log(usage);
} else {
  for (const folder of resultFolders()) rmSync(folder, { recursive: true });
  const affected = options.includes('--affected');
  const rest = options.filter((option) => option !== '--affected');
  const status = runNx([
    affected ? 'affected' : 'run-many',
    '-t',
    targets,
    '--parallel=2',
    '--output-style=stream',
    ...rest,
  ]);
  await stopTestServer();
  const { passed, failed, skipped } = sum();
  const ranNothing = passed + failed === 0 && !affected;
  // A task that failed without a failing test case (a crash, a timeout) must not look like success.
  const failures = failed === 0 && (status !== 0 || ranNothing) ? 1 : failed;
  console.log(`${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failures > 0 ? 1 : 0;
}
