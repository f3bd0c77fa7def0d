#!/usr/bin/env node
// Measures what the plugin costs in a large workspace, against budgets: inference, edges, `nx show projects`, `run-many -t deploy`.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateWorkspace, nxJson } from './generated-workspace.mjs';
import { isBuilt } from './measure.mjs';

const usage = `usage: node tools/bench/nx-graph.mjs [--modules 1000] [--edges 3000] [--no-deploy] [--keep]

--modules     how many modules the generated workspace has, 29 files each (default 1000)
--edges       how many pairs of them require each other (default 3000)
--no-deploy   leave out the deployment of all modules
--keep        leave the workspace where it is, and say where

Wall time is what a person waits; processor time does not depend on what else the machine does. The same folder without the
plugin is the floor: what Nx itself takes for as many projects, and for as many tasks that do nothing. Deploys go to the embedded
test server, or to the server that DATABASE_URL or the PG* variables name, whose user has to be allowed to create databases.
Build the packages first: npm run build`;

/** In milliseconds, for 1,000 modules and 3,000 edges on two processors that have nothing else to do. */
const budgets = {
  'createNodes, cold': 1000,
  'createDependencies, no script new': 50,
  'nx show projects, cold, no daemon': 6000,
  'nx show projects, warm daemon': 700,
};
/** What Nx may add to the time of the engine. */
const deployOverhead = 4000;

const { values } = parseArgs({
  options: {
    modules: { type: 'string', default: '1000' },
    edges: { type: 'string', default: '3000' },
    'no-deploy': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(usage);
} else if (isBuilt()) {
  const { folder, edges } = generateWorkspace(Number(values.modules), Number(values.edges));
  try {
    console.log(`${values.modules} modules, ${edges} edges; load of the machine: ${loadavg()[0].toFixed(1)}`);
    measureGraph(folder);
    measureNx(folder, 'Nx alone: ', []);
    measureNx(folder, '', ['nx-pgpm']);
    if (!values['no-deploy']) await measureDeploy(folder);
  } finally {
    nx(folder, ['reset', '--only-daemon']);
    if (values.keep) console.log(`the workspace is ${folder}`);
    else rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function measureGraph(folder) {
  const { nodes, edges, times, drivers } = runWorker('graph', folder);
  console.log(`${nodes} nodes, ${edges} edges`);
  for (const [name, taken] of Object.entries(times)) report(name, taken);
  console.log(`database drivers that were loaded: ${drivers.length === 0 ? 'none' : drivers.join(', ')}`);
  if (drivers.length > 0) process.exitCode = 1;
}

function measureNx(folder, title, plugins) {
  writeFileSync(join(folder, 'nx.json'), nxJson(plugins));
  const measured = (name, args, env) => report(`${title}${name}`, nx(folder, args, env));
  nx(folder, ['reset']);
  measured('nx show projects, cold, no daemon', ['show', 'projects']);
  measured('nx show projects, again, no daemon', ['show', 'projects']);
  const daemon = { NX_DAEMON: 'true' };
  measured('nx show projects, daemon starts', ['show', 'projects'], daemon);
  for (let run = 0; run < 3; run++) measured('nx show projects, warm daemon', ['show', 'projects'], daemon);
  nx(folder, ['reset']);
  measured('nx run-many -t nothing, cold', ['run-many', '-t', 'nothing', '--output-style=static']);
}

async function measureDeploy(folder) {
  const require = createRequire(new URL('../../packages/nx-pgpm/package.json', import.meta.url));
  const { createScratchDatabase, findDatabase } = require('@pgpm/postgres');
  const server = await findDatabase({ cwd: fileURLToPath(new URL('../..', import.meta.url)), cluster: 'test' });
  const inScratch = async (work) => {
    const scratch = await createScratchDatabase(server, 'bench');
    try {
      return work({ DATABASE_URL: urlOf(scratch.config) });
    } finally {
      await scratch.drop();
    }
  };
  const engine = await inScratch((env) => runWorker('deploy', folder, env));
  report(`deploy of ${engine.changes} changes, the engine alone`, engine.times['the engine alone']);
  nx(folder, ['reset']);
  const whole = await inScratch((env) => nx(folder, ['run-many', '-t', 'deploy', '--output-style=static'], env));
  report('nx run-many -t deploy, cold', whole, engine.times['the engine alone'].ms + deployOverhead);
}

function urlOf({ user, password, host, port, database }) {
  const login = [user, password].filter((part) => part !== undefined && part !== '').map(encodeURIComponent);
  return `postgresql://${login.join(':')}@${host}:${port}/${database}`;
}

function runWorker(command, folder, env) {
  const worker = fileURLToPath(new URL('nx-graph-worker.cjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [worker, command, folder], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`${command} failed:\n${stderr}`);
  return JSON.parse(stdout);
}

/** Runs a command of Nx as a process of its own. The shell knows the processor time of all that it has started. */
function nx(folder, args, env = {}) {
  const bin = createRequire(join(folder, 'package.json')).resolve('nx/bin/nx.js');
  const script = '"$@" >&2; status=$?; times; exit $status';
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', process.execPath, bin, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      NX_DAEMON: 'false',
      NX_CACHE_DIRECTORY: join(folder, '.nx/cache'),
      NX_WORKSPACE_DATA_DIRECTORY: join(folder, '.nx/workspace-data'),
      ...env,
    },
  });
  const ms = performance.now() - started;
  if (status !== 0) throw new Error(`nx ${args.join(' ')} failed:\n${stderr.slice(-4000)}`);
  const [, children] = stdout.trim().split('\n');
  const cpu = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + Number(m) * 60 + Number(s), 0);
  return { ms, cpu: cpu * 1000 };
}

function report(name, { ms, cpu }, budget = budgets[name]) {
  const verdict =
    budget === undefined ? '' : ms <= budget ? ` (at most ${budget.toFixed(0)})` : ` MORE THAN ${budget.toFixed(0)}`;
  console.log(
    `${name.padEnd(52)} ${ms.toFixed(0).padStart(7)} ms  ${cpu.toFixed(0).padStart(7)} ms of processor${verdict}`,
  );
}
