#!/usr/bin/env node
// Times test databases of the `jobs` closure on an embedded server of their own: from getConnections() to the first
// query, against the bare statements that it cannot do without, and against the reference kit (npm pgsql-test) with its
// own deployment of the same modules. Prints medians and ratios, which say more than milliseconds on a busy machine.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = `usage: node tools/bench/testing.mjs [--rounds 5] [--calls 6] [--reference VERSION] [--no-reference] [--sizes]

--rounds         processes of each kind, in turns (default 5)
--calls          calls per process: the first is counted apart (default 6)
--reference      version of pgsql-test, which is installed into a temporary folder (default 4.16.2); it needs psql and
                 createdb on the path
--no-reference   without it
--sizes          also copy larger databases, file by file and through the log
--help           this text

Build the packages first: npm run build`;

const repository = fileURLToPath(new URL('../..', import.meta.url));
const requireHere = createRequire(join(repository, 'packages/testing/package.json'));
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    calls: { type: 'string', default: '6' },
    reference: { type: 'string', default: '4.16.2' },
    'no-reference': { type: 'boolean', default: false },
    sizes: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const testing = join(repository, 'packages/testing/dist/index.js');

if (values.help) {
  console.log(usage);
} else if (!existsSync(testing)) {
  console.error('build the packages first: npm run build');
  process.exitCode = 2;
} else {
  await measure();
}

async function measure() {
  const root = mkdtempSync(join(tmpdir(), 'pgpm-bench-'));
  const { startEmbedded, stopEmbedded } = requireHere('@pgpm/postgres');
  try {
    const moduleDir = makeWorkspace(root);
    const { config } = await startEmbedded({ workspaceRoot: root, cluster: 'test' });
    const reference = values['no-reference'] ? undefined : installReference(join(root, 'reference'));
    const times = {};
    const add = (name, ...list) => (times[name] ??= []).push(...list);
    for (let round = 0; round < Number(values.rounds); round++) {
      await onServer(config, dropTemplates);
      add('ours, no template yet', ...callKit('ours', testing, moduleDir, config, 1));
      const [first, ...warm] = callKit('ours', testing, moduleDir, config, Number(values.calls));
      add('ours, first call of a process', first);
      add('ours', ...warm);
      await bare(config, add, Number(values.calls) - 1);
      if (reference === undefined) continue;
      const [referenceFirst, ...referenceWarm] = callKit(
        'reference',
        reference,
        moduleDir,
        config,
        Number(values.calls),
      );
      add('reference, first call of a process', referenceFirst);
      add('reference', ...referenceWarm);
    }
    jest(add);
    report(times);
    if (values.sizes) await onServer(config, copySizes);
  } finally {
    await stopEmbedded({ workspaceRoot: root, cluster: 'test' });
    rmSync(root, { recursive: true, force: true });
  }
}

/** A workspace with the modules of the closure; returns the folder of `jobs`. */
function makeWorkspace(root) {
  writeFileSync(join(root, 'pgpm.json'), '{ "packages": ["packages/*"] }\n');
  for (const name of ['jobs', 'default-roles', 'verify']) {
    const isSource = (path) => !/\/(?:node_modules|test|coverage|dist)$/.test(path);
    cpSync(join(repository, 'libs/modules', name), join(root, 'packages', name), { recursive: true, filter: isSource });
  }
  return join(root, 'packages/jobs');
}

function installReference(folder) {
  for (const program of ['psql', 'createdb']) {
    if (spawnSync(program, ['--version']).status !== 0) return unavailable(`${program} is not on the path`);
  }
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', `pgsql-test@${values.reference}`];
  const { status, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  return status === 0 ? join(folder, 'node_modules/pgsql-test') : unavailable(`npm: ${stderr.trim().split('\n')[0]}`);
}

function unavailable(reason) {
  console.log(`without the reference kit, which cannot be installed here: ${reason}`);
  return undefined;
}

/** Milliseconds of each call in a process of its own. */
function callKit(kit, path, moduleDir, config, calls) {
  const { host, port, user, password, database } = config;
  const env = {
    ...process.env,
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password,
    PGDATABASE: database,
  };
  const args = [
    join(dirname(fileURLToPath(import.meta.url)), 'testing-worker.cjs'),
    kit,
    path,
    moduleDir,
    String(calls),
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const line = stdout.split('\n').find((text) => text.startsWith('TIMES '));
  if (status !== 0 || line === undefined) throw new Error(`${kit} failed:\n${stdout}\n${stderr}`);
  return JSON.parse(line.slice('TIMES '.length));
}

async function onServer(config, work) {
  const { Client } = requireHere('pg');
  const client = new Client(config);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function dropTemplates(client) {
  for (const name of await templates(client)) await client.query(`drop database ${name}`);
}

async function templates(client) {
  const { rows } = await client.query(`select datname from pg_database where datname like 'pgpm\\_template\\_%'`);
  return rows.map(({ datname }) => datname);
}

/** What getConnections cannot do without, by hand: connect, copy the template, connect to the copy, ask something. */
async function bare(config, add, runs) {
  for (let run = 0; run < runs; run++) {
    for (const [words, clause] of [
      ['as the server would', ''],
      ['file by file', ' strategy file_copy'],
    ]) {
      const started = performance.now();
      await onServer(config, async (client) => {
        const connected = performance.now();
        const [template] = await templates(client);
        const before = performance.now();
        await client.query(`create database bench_copy template ${template}${clause}`);
        add(`bare create database, ${words}`, performance.now() - before);
        await onServer({ ...config, database: 'bench_copy' }, async (copy) => {
          await copy.query('select count(*) from app_jobs.jobs');
          add(`bare, with both connections, ${words}`, performance.now() - started - (before - connected));
        });
        await client.query('drop database bench_copy with (force)');
      });
    }
  }
}

/** A whole test file of a module, as a process. The first run fills jest's cache, and is not counted. */
function jest(add) {
  const cwd = join(repository, 'libs/modules/jobs');
  const program = createRequire(join(repository, 'package.json')).resolve('jest/package.json');
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:PG|DATABASE_URL$)/.test(name)));
  for (let run = 0; run <= Number(values.rounds); run++) {
    const started = performance.now();
    const args = [join(dirname(program), 'bin/jest.js'), 'test/queues.spec.ts'];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`jest failed:\n${stderr}`);
    if (run > 0) add('jest, one file of a module, whole process', performance.now() - started);
  }
}

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}

function report(times) {
  console.log(
    `load of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}\n`,
  );
  for (const [name, list] of Object.entries(times)) {
    const range = `${Math.min(...list).toFixed(0)}–${Math.max(...list).toFixed(0)}`;
    console.log(`${name.padEnd(52)} ${median(list).toFixed(0).padStart(6)} ms  (${range}, ${list.length} runs)`);
  }
  console.log('');
  for (const [words, over, under, goal] of [
    [
      'ours / bare, with both connections, as the server would',
      'ours',
      'bare, with both connections, as the server would',
      1.3,
    ],
    ['ours / bare, with both connections, file by file', 'ours', 'bare, with both connections, file by file', 1.3],
    ['ours / reference', 'ours', 'reference', 0.3],
    ['ours / reference, first call', 'ours, first call of a process', 'reference, first call of a process', 0.2],
    [
      'ours without a template / reference, first call',
      'ours, no template yet',
      'reference, first call of a process',
      undefined,
    ],
  ]) {
    if (times[over] === undefined || times[under] === undefined) continue;
    const ratio = median(times[over]) / median(times[under]);
    const verdict = goal === undefined ? '' : `  (goal: ≤ ${goal})`;
    console.log(`${words.padEnd(60)} ${ratio.toFixed(2)}${verdict}`);
  }
}

/** The reason for the strategy that a template gets. */
async function copySizes(client) {
  console.log('\ncopying a database of        file by file   through the log');
  for (const rows of [0, 400_000, 2_000_000]) {
    await client.query('create database bench_size template template0');
    await onServer({ ...client.connectionParameters, database: 'bench_size' }, (copy) =>
      copy.query(`create table t as select n, repeat('x', 60) from generate_series(1, ${rows}) as n`),
    );
    const { rows: sizes } = await client.query(`select pg_size_pretty(pg_database_size('bench_size')) as size`);
    const results = [];
    for (const strategy of ['file_copy', 'wal_log']) {
      const list = [];
      for (let run = 0; run < 5; run++) {
        const started = performance.now();
        await client.query(`create database bench_copy template bench_size strategy ${strategy}`);
        list.push(performance.now() - started);
        await client.query('drop database bench_copy');
      }
      results.push(`${median(list).toFixed(0)} ms`.padStart(16));
    }
    console.log(`${sizes[0].size.padEnd(22)} ${results.join(' ')}`);
    await client.query('drop database bench_size');
  }
}
