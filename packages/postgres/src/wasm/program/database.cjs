'use strict';

const { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const { PGlite } = require('@electric-sql/pglite');
const { postgis } = require('@electric-sql/pglite-postgis');

/** In a home with this file, the data directory is complete. */
const completeFile = 'complete';

/**
 * Opens the database of a home, or one in memory. A new one begins as a copy of `snapshot`, a database with `extensions`
 * installed; when there is no such file, it is made.
 *
 * @param {{ home: string | undefined; snapshot: string; extensions: readonly string[] }} request
 */
async function openDatabase({ home, snapshot, extensions }) {
  const isComplete = home !== undefined && existsSync(join(home, completeFile));
  const dataDir = home === undefined ? {} : { dataDir: join(home, 'data') };
  if (isComplete) return create(dataDir);
  // What an earlier attempt left.
  if (home !== undefined) rmSync(join(home, 'data'), { recursive: true, force: true });
  const copy = existsSync(snapshot) ? await copySnapshot(dataDir, snapshot) : undefined;
  const db = copy ?? (await createSnapshot(dataDir, snapshot, extensions));
  if (home !== undefined) writeFileSync(join(home, completeFile), '');
  return db;
}

/**
 * Undefined when the file is damaged, which is then removed.
 *
 * @param {{ dataDir?: string }} dataDir
 * @param {string} snapshot
 */
async function copySnapshot(dataDir, snapshot) {
  try {
    return await create({ ...dataDir, loadDataDir: new Blob([readFileSync(snapshot)]) });
  } catch (error) {
    console.error(error);
    for (const path of [snapshot, dataDir.dataDir])
      if (path !== undefined) rmSync(path, { recursive: true, force: true });
    return undefined;
  }
}

/**
 * @param {{ dataDir?: string }} dataDir
 * @param {string} snapshot
 * @param {readonly string[]} extensions
 */
async function createSnapshot(dataDir, snapshot, extensions) {
  const db = await create(dataDir);
  for (const name of extensions)
    await db.exec(`create extension if not exists "${name.replaceAll('"', '""')}" cascade`);
  const archive = await db.dumpDataDir('gzip');
  mkdirSync(dirname(snapshot), { recursive: true });
  const draft = `${snapshot}.${process.pid}`;
  writeFileSync(draft, Buffer.from(await archive.arrayBuffer()));
  renameSync(draft, snapshot);
  return db;
}

/** @param {{ dataDir?: string; loadDataDir?: Blob }} options */
function create(options) {
  // PGlite's own default lacks the schema of the user, which every PostgreSQL looks into first.
  const startParams = PGlite.defaultStartParams.map((word) =>
    word === 'search_path=public' ? 'search_path="$user", public' : word,
  );
  startParams.push('-c', 'timezone=UTC');
  return PGlite.create({ ...options, startParams, extensions: { ...contrib(), postgis } });
}

/** Every extension that comes with PGlite. They cost nothing until they are created. */
function contrib() {
  const directory = join(dirname(require.resolve('@electric-sql/pglite')), 'contrib');
  const files = readdirSync(directory).filter((name) => name.endsWith('.cjs'));
  return Object.assign({}, ...files.map((name) => require(join(directory, name))));
}

module.exports = { openDatabase };
