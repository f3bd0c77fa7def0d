#!/usr/bin/env node
// Times `deploy`, `verify`, a second `deploy` and `revert` of a workspace as whole processes against a floor: the same
// deploy scripts sent one by one by `pg` in one transaction. Prints medians and their ratio to the floor.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = `usage: DATABASE_URL=… node tools/bench/deploy.mjs WORKSPACE [--runs 5]

WORKSPACE   a folder with pgpm.json, modules in packages/, and order.json: [{ "module", "changes": [name, …] }, …]
--runs      how often each command is timed, in turns; medians are printed (default 5)

DATABASE_URL names a server and a user who may create databases; databases called pgpm_bench_* are made and dropped.
Build the packages first: npm run build`;

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, '../../packages/engine/package.json'));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, help: { type: 'boolean', default: false } },
});
const [workspace] = positionals;

if (values.help || workspace === undefined || process.env.DATABASE_URL === undefined) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else if (!existsSync(join(here, '../../packages/engine/dist/index.js'))) {
  console.error('build the packages first: npm run build');
  process.exitCode = 2;
} else {
  await measure(workspace, Number(values.runs));
}

async function measure(folder, runs) {
  const { Client } = require('pg');
  const admin = new Client({ connectionString: process.env.DATABASE_URL });
  await admin.connect();
  const times = {};
  try {
    for (let run = 0; run < runs; run++) {
      await inFreshDatabase(admin, `pgpm_bench_floor_${process.pid}`, (url) => {
        note(times, 'floor', spawn('floor', folder, url));
        note(times, 'connect and one query', spawn('connect', folder, url));
      });
      await inFreshDatabase(admin, `pgpm_bench_engine_${process.pid}`, (url) => {
        for (const command of ['deploy', 'verify', 'nothing to do', 'revert'])
          note(times, command, spawn(command, folder, url));
      });
    }
  } finally {
    await admin.end();
  }
  report(times);
}

function note(times, name, ms) {
  (times[name] ??= []).push(ms);
}

async function inFreshDatabase(admin, name, work) {
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name} template template0`);
  await admin.query('checkpoint');
  const url = new URL(process.env.DATABASE_URL);
  url.pathname = `/${name}`;
  try {
    work(url.href);
  } finally {
    await admin.query(`drop database ${name} with (force)`);
  }
}

/** Milliseconds of a whole process. */
function spawn(command, folder, url) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [join(here, 'worker.cjs'), command, folder], {
    env: { ...process.env, DATABASE_URL: url },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command} failed:\n${stderr}`);
  return performance.now() - started;
}

function report(times) {
  const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
  const floor = median(times.floor);
  for (const [name, list] of Object.entries(times)) {
    const ms = median(list);
    const range = `${Math.min(...list).toFixed(0)}–${Math.max(...list).toFixed(0)}`;
    console.log(`${name.padEnd(24)} ${ms.toFixed(0).padStart(7)} ms (${range})  ${(ms / floor).toFixed(2)} × floor`);
  }
}
