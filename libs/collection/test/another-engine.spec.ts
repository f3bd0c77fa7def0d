import { status, type Module } from '@pgpm/engine';
import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { PgpmMigrate } from '@pgpmjs/core';
import { ownObjects } from './support/leftovers.js';
import { closureOf, modules, needsPostgis, workspace } from './support/modules.js';

let db: TestDatabase;
beforeEach(async () => {
  process.env['LOG_LEVEL'] = 'silent';
  db = await createTestDatabase({ module: [] });
});
afterEach(() => db.teardown());

async function withReference(work: (reference: PgpmMigrate) => Promise<void>): Promise<void> {
  const { host = '', port = 0, user = '', password, database = '' } = db.config;
  const secret = typeof password === 'string' ? password : '';
  const reference = new PgpmMigrate({ host, port, user, password: secret, database });
  await work(reference).finally(() => reference.close());
}

/** The reference implementation creates extensions elsewhere. */
async function installExtensions(module: Module): Promise<void> {
  for (const extension of closureOf(module).extensions.keys()) {
    await db.query(`create extension if not exists "${extension}" cascade`);
  }
}

test.each(modules.filter((module) => !needsPostgis(module)).map((module) => [module.name, module] as const))(
  '%s is deployed, verified and reverted by the reference implementation',
  async (name, module) => {
    const closure = closureOf(module).modules;
    await installExtensions(module);
    const before = await ownObjects(db.config);
    await withReference(async (reference) => {
      for (const { dir } of closure) await reference.deploy({ modulePath: dir });
      for (const { dir } of closure) expect(await reference.verify({ modulePath: dir })).toMatchObject({ failed: [] });
      expect(await status({ workspace, targets: [name], database: db.config })).toMatchObject({ clean: true });
      for (const { dir } of [...closure].reverse()) await reference.revert({ modulePath: dir });
    });
    expect(await ownObjects(db.config)).toEqual(before);
  },
);
