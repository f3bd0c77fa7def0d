// Creates the graph of a workspace from the sources of the plugin, as Nx does: `node loaded-drivers.cjs WORKSPACE PLAN…`. Prints
// the files of database drivers and of `@nx/devkit` that are loaded then, and how many drivers are once a command that talks
// to a database was called.
require('../../../../tools/sources.cjs');

const [workspaceRoot, ...plans] = process.argv.slice(2);
const loaded = (names) => Object.keys(require.cache).filter((path) => names.test(path));
const drivers = /[\\/](?:pg|libpg-query)[\\/]/;
const devkit = /[\\/]@nx[\\/]devkit[\\/]/;

async function main() {
  const { createNodes, createDependencies } = require('../../src/index.ts');
  const nodes = await createNodes[1](plans, undefined, { workspaceRoot, nxJsonConfiguration: {} });
  const found = nodes.flatMap(([plan, { projects }]) => Object.values(projects).map((project) => ({ plan, project })));
  const projects = Object.fromEntries(found.map(({ project }) => [project.name, project]));
  const projectFileMap = Object.fromEntries(
    found.map(({ plan, project }) => [project.name, [{ file: plan, hash: '' }]]),
  );
  const fileMap = { projectFileMap, nonProjectFiles: [] };
  const edges = await createDependencies(undefined, {
    workspaceRoot,
    externalNodes: {},
    nxJsonConfiguration: {},
    projects,
    fileMap,
    filesToProcess: fileMap,
  });
  const before = [...loaded(drivers), ...loaded(devkit)];
  const { openWorkspace, status } = require('@pgpm/engine');
  const database = { host: '127.0.0.1', port: 1, user: 'nobody', database: 'none' };
  const failure = await status({ workspace: openWorkspace(workspaceRoot), targets: 'all', database }).catch(
    ({ code }) => code,
  );
  console.log(
    JSON.stringify({ nodes: nodes.length, edges: edges.length, before, failure, after: loaded(drivers).length }),
  );
}

void main();
