import { deploy, revert, status, verify, type Module } from '@pgpm/engine';
import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { ownObjects } from './support/leftovers.js';
import { closureOf, modules, needsPostgis, rivals, workspace } from './support/modules.js';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase({ module: [] });
});
afterEach(() => db.teardown());

/** The modules that one database can hold, without PostGIS, when it has one of the rivals. */
function together(rival: (typeof rivals)[number]): readonly string[] {
  const isOther = ({ name }: Module): boolean => rivals.some((other) => other === name && other !== rival);
  return modules
    .filter((module) => !closureOf(module).modules.some(isOther) && !needsPostgis(module))
    .map(({ name }) => name);
}

test.each(rivals)(
  'all modules with %s are deployed, verified, reverted to nothing, and deployed again',
  async (rival) => {
    const run = { workspace, targets: together(rival), database: db.config };
    const before = await ownObjects(db);
    const { changes } = await deploy(run);
    expect(changes.length).toBeGreaterThan(80);
    const deployed = await ownObjects(db);
    await verify({ ...run, requireAll: true });
    expect(await status(run)).toMatchObject({ clean: true });

    await revert(run);
    expect(await ownObjects(db)).toEqual(before);

    await deploy(run);
    expect(await ownObjects(db)).toEqual(deployed);
    await verify({ ...run, requireAll: true });
  },
);
