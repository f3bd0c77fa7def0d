// One process of nx-graph.mjs: `node nx-graph-worker.cjs graph|deploy WORKSPACE`. Prints what it measured as JSON.
const { readdirSync } = require('node:fs');
const { join, sep } = require('node:path');

const [command, folder] = process.argv.slice(2);

/** Wall time and the processor time of this process, in milliseconds. */
async function timed(work) {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const value = await work();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { value, ms, cpu: (user + system) / 1000 };
}

const times = ({ ms, cpu }) => ({ ms, cpu });

/** What Nx asks of the plugin, in a process of its own. */
async function graph() {
  process.env.NX_DAEMON = 'false';
  process.chdir(folder);
  const files = listFiles();
  const load = await timed(() => require('../../packages/nx-pgpm/dist/index.js'));
  const { createNodes, createDependencies } = load.value;
  const plans = files.filter((file) => file.endsWith('/pgpm.plan'));
  const inWorkspace = { workspaceRoot: folder, nxJsonConfiguration: {} };
  const nodes = () => createNodes[1]([...plans], undefined, inWorkspace);
  const cold = await timed(nodes);
  const warm = await timed(nodes);
  const context = contextOf(cold.value, files);
  const first = await timed(() => createDependencies(undefined, context));
  const nothing = { projectFileMap: {}, nonProjectFiles: [] };
  const later = await timed(() => createDependencies(undefined, { ...context, filesToProcess: nothing }));
  const again = await timed(() => createDependencies(undefined, { ...context, filesToProcess: nothing }));
  return {
    nodes: cold.value.length,
    edges: new Set(first.value.map(({ source, target }) => `${source} ${target}`)).size,
    times: {
      'load the plugin': times(load),
      'createNodes, cold': times(cold),
      'createNodes, warm': times(warm),
      'createDependencies, every script new': times(first),
      'createDependencies, no script new': times(later),
      'createDependencies, warm': times(again),
    },
    drivers: Object.keys(require.cache).filter((path) => /[\\/]node_modules[\\/]pg[\\/]/.test(path)),
  };
}

function listFiles() {
  return readdirSync(join(folder, 'libs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
    .sort();
}

/** The context that Nx would make of these projects when it sees all files for the first time. */
function contextOf(nodes, files) {
  const projects = {};
  const projectFileMap = {};
  const roots = new Map();
  for (const [, { projects: found }] of nodes) {
    for (const [root, project] of Object.entries(found)) {
      projects[project.name] = { ...project, root };
      projectFileMap[project.name] = [];
      roots.set(root, project.name);
    }
  }
  for (const file of files) {
    const project = roots.get(file.split('/').slice(0, 2).join('/'));
    projectFileMap[project].push({ file, hash: file });
  }
  const fileMap = { projectFileMap, nonProjectFiles: [] };
  return {
    externalNodes: {},
    projects,
    nxJsonConfiguration: {},
    fileMap,
    filesToProcess: fileMap,
    workspaceRoot: folder,
  };
}

/** What the engine alone takes, from reading the files to the last change. */
async function deploy() {
  const { value, ...taken } = await timed(async () => {
    const engine = require('../../packages/engine/dist/index.js');
    const database = { connectionString: process.env.DATABASE_URL };
    return engine.deploy({ workspace: engine.openWorkspace(folder), targets: 'all', database });
  });
  return { changes: value.changes.length, times: { 'the engine alone': taken } };
}

({ graph, deploy })
  [command]()
  .then((result) => console.log(JSON.stringify(result)))
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
