#!/usr/bin/env node
// Times `deploy`, `verify`, a second `deploy` and `revert` of a workspace as whole processes against a floor: the same
// deploy scripts sent one by one by `pg` in one transaction. Prints medians and their ratio to the floor.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startDelayProxy } from './delay-proxy.mjs';
import { isBuilt, Times } from './measure.mjs';

const usage = `usage: DATABASE_URL=… node tools/bench/deploy.mjs WORKSPACE [--runs 5] [--delay MS]

WORKSPACE   a folder with pgpm.json, modules in packages/, and order.json: [{ "module", "changes": [name, …] }, …]
--runs      how often each command is timed, in turns; medians are printed (default 5)
--delay     adds this round-trip time, in milliseconds, to all connections of the timed processes

DATABASE_URL names a server and a user who may create databases; databases called pgpm_bench_* are made and dropped.
Build the packages first: npm run build`;

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, '../../packages/engine/package.json'));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    delay: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const [workspace] = positionals;

if (values.help || workspace === undefined || process.env.DATABASE_URL === undefined) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else if (isBuilt()) {
  await measure(workspace, Number(values.runs), values.delay);
}

async function measure(folder, runs, delay) {
  const { Client } = require('pg');
  const server = new URL(process.env.DATABASE_URL);
  const admin = new Client({ connectionString: server.href });
  await admin.connect();
  const proxy =
    delay === undefined
      ? undefined
      : await startDelayProxy(server.hostname, Number(server.port || 5432), Number(delay));
  if (proxy !== undefined) server.host = `127.0.0.1:${proxy.port}`;
  const times = new Times();
  try {
    for (let run = 0; run < runs; run++) {
      await inFreshDatabase(admin, server, `pgpm_bench_floor_${process.pid}`, async (url) => {
        await times.run('floor', folder, url);
        await times.run('connect and one query', folder, url);
      });
      await inFreshDatabase(admin, server, `pgpm_bench_engine_${process.pid}`, async (url) => {
        for (const command of ['deploy', 'verify', 'nothing to do', 'revert']) await times.run(command, folder, url);
      });
    }
  } finally {
    await proxy?.stop();
    await admin.end();
  }
  times.report('floor');
}

async function inFreshDatabase(admin, server, name, work) {
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name} template template0`);
  await admin.query('checkpoint');
  const url = new URL(server);
  url.pathname = `/${name}`;
  try {
    await work(url.href);
  } finally {
    await admin.query(`drop database ${name} with (force)`);
  }
}
