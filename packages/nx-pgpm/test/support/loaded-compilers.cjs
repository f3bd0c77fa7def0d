// Loads the plugin, its executors and generators as Nx does in this repository, in its root. Prints what it got, and what is
// loaded then of a compiler, and of executors and generators that nobody has called.
const { join } = require('node:path');
const { getExecutorInformation } = require('nx/src/command-line/run/executor-utils.js');
const { getGeneratorInformation } = require('nx/src/command-line/generate/generator-utils.js');
const { resolveNxPlugin } = require('nx/src/project-graph/plugins/resolve-plugin.js');

const root = join(__dirname, '../../../..');

async function main() {
  const { pluginPath } = await resolveNxPlugin('nx-pgpm', root, [root]);
  const { name, createNodesV2 } = require(pluginPath);
  const projects = { 'nx-pgpm': { name: 'nx-pgpm', root: 'packages/nx-pgpm' } };
  const executor = getExecutorInformation('nx-pgpm', 'deploy', root, projects);
  const generator = getGeneratorInformation('nx-pgpm', 'change', root, projects);
  const found = [
    createNodesV2[1],
    executor.implementationFactory(),
    executor.batchImplementationFactory(),
    generator.implementationFactory(),
  ];
  const loaded = (paths) => Object.keys(require.cache).filter((path) => paths.test(path));
  const compilers = loaded(/[\\/](?:typescript|@swc-node|ts-node)[\\/]/);
  const uncalled = loaded(/[\\/](?:executor|batch|generator)\.ts$/);
  console.log(JSON.stringify({ name, found: found.map((one) => typeof one), compilers, uncalled }));
}

void main();
