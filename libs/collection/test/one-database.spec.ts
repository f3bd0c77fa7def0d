import { deploy, revert, sortModules, status, verify, type Module } from '@pgpm/engine';
import { createScratchDatabase, findDatabase, type ScratchDatabase } from '@pgpm/postgres';
import { ownObjects } from './support/leftovers.js';
import { modules, needsPostgis, requires, rivals, workspace } from './support/modules.js';

// The server with PostGIS is made of WebAssembly where none is named. It takes seconds to start, or more on a busy machine.
jest.setTimeout(600_000);

let database: ScratchDatabase | undefined;
afterEach(async () => {
  await database?.drop();
  database = undefined;
});

/** The modules that one database can hold when it has one of the rivals. */
function together(rival: (typeof rivals)[number]): readonly Module[] {
  return modules.filter((module) => !rivals.some((other) => other !== rival && requires(module, other)));
}

async function makeDatabase(subjects: readonly Module[]): Promise<ScratchDatabase> {
  const extensions = sortModules(workspace.modules, subjects).extensions.keys();
  const server = await findDatabase({ cwd: workspace.root, cluster: 'test', extensions });
  return createScratchDatabase(server, 'collection');
}

test.each([
  ...rivals.map((rival) => [rival, 'without PostGIS', (module: Module) => !needsPostgis(module)] as const),
  ...rivals.map((rival) => [rival, 'with PostGIS', () => true] as const),
])(
  'all modules with %s, %s, are deployed, verified, reverted to nothing, and deployed again',
  async (rival, _place, isMeant) => {
    const subjects = together(rival).filter(isMeant);
    expect(subjects.length).toBeGreaterThan(15);
    database = await makeDatabase(subjects);
    const run = { workspace, targets: subjects.map(({ name }) => name), database: database.config };
    const before = await ownObjects(database.config);
    expect((await deploy(run)).changes.length).toBeGreaterThan(80);
    const deployed = await ownObjects(database.config);
    await verify({ ...run, requireAll: true, strict: true });
    expect(await status(run)).toMatchObject({ clean: true });

    await revert(run);
    expect(await ownObjects(database.config)).toEqual(before);

    await deploy(run);
    expect(await ownObjects(database.config)).toEqual(deployed);
    await verify({ ...run, requireAll: true, strict: true });
  },
);

test('every module is in one of these databases', () => {
  const all = new Set(rivals.flatMap((rival) => together(rival)));
  expect(modules.filter((module) => !all.has(module))).toEqual([]);
});
