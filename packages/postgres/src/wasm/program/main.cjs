'use strict';

/**
 * The process of a WASM server. It is one of two kinds:
 *
 *   node main.cjs              reads a request from its input, and ends with whoever holds the other end of that
 *   node main.cjs <id> <home>  reads <home>/launch.json, and stays until it is told to end, or nobody needs it
 */
const { existsSync, readFileSync, readSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { Worker } = require('node:worker_threads');

const { openDatabase } = require('./database.cjs');
const { Gate } = require('./gate.cjs');

/** How long a connection may do nothing while others wait, in ms. */
const patience = 10_000;
/** A server that nobody was connected to for so long is not needed: the next command starts it again. In ms. */
const idleLimit = 15 * 60_000;
const idleCheck = 5_000;

/** @typedef {{ password: string; port: number; snapshot: string; extensions: readonly string[] }} Request */

/**
 * @param {Request} request
 * @param {string | undefined} home
 */
async function serve(request, home) {
  const db = await openDatabase({ ...request, home });
  const gate = new Gate(db, { password: request.password, patience, onBroken: fail });
  const port = await gate.listen(request.port);
  const { rows } = await db.query('show server_version');
  return { db, gate, ready: { pid: process.pid, port, version: Object(rows[0]).server_version } };
}

/** For a test: nothing of it is needed when its owner is gone. */
async function serveOwner() {
  const request = JSON.parse(readLine());
  // In a thread of its own, because a query that never ends would keep this one from noticing.
  new Worker(
    `const { readSync } = require('node:fs');
     try { while (readSync(0, Buffer.alloc(1)) > 0); } finally { process.kill(process.pid, 'SIGKILL'); }`,
    { eval: true },
  ).unref();
  const { ready } = await serve(request, undefined);
  console.log(JSON.stringify(ready));
}

function readLine() {
  const byte = Buffer.alloc(1);
  const bytes = [];
  while (readSync(0, byte) > 0 && byte[0] !== 0x0a) bytes.push(byte[0]);
  return Buffer.from(/** @type {number[]} */ (bytes)).toString('utf8');
}

/**
 * For everybody who works in a workspace.
 *
 * Two processes on one data directory would destroy it. So this one says first that it is there, and then looks whether
 * it is still wanted; whoever launches another one says so first, and then looks who is there. One of them sees the other.
 *
 * @param {string} id
 * @param {string} home
 */
async function serveWorkspace(id, home) {
  const file = join(home, `process-${id}.json`);
  write(file, { pid: process.pid });
  const forget = () => rmSync(file, { force: true });
  process.on('exit', forget);
  const launch = JSON.parse(readFileSync(join(home, 'launch.json'), 'utf8'));
  if (launch.id !== id) throw new Error('another server was started at the same time');

  const { db, gate, ready } = await serve(launch, home);
  const stop = async () => {
    gate.close();
    await db.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  setInterval(() => {
    if (!existsSync(home)) process.exit(0);
    if (gate.idle > idleLimit) void stop();
  }, idleCheck);
  write(file, ready);
}

/**
 * @param {string} file
 * @param {object} value
 */
function write(file, value) {
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/**
 * At once: the thread that watches the owner cannot be asked to end.
 *
 * @param {unknown} error
 */
function fail(error) {
  console.error(error instanceof Error ? error.stack : error);
  process.kill(process.pid, 'SIGKILL');
}

process.on('uncaughtException', fail);
const [id, home] = process.argv.slice(2);
if (id === undefined || home === undefined) void serveOwner();
else void serveWorkspace(id, home);
