// One timed process: `node worker.cjs COMMAND WORKSPACE`, the database in DATABASE_URL. Prints the most memory it took, in KiB.
const { readdirSync, readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');

const [command, folder] = process.argv.slice(2);
const fromEngine = createRequire(join(__dirname, '../../packages/engine/package.json'));
const database = { connectionString: process.env.DATABASE_URL };

async function withClient(work) {
  const { Client } = fromEngine('pg');
  const client = new Client(database);
  await client.connect();
  await work(client);
  await client.end();
}

async function floor(client) {
  const order = JSON.parse(readFileSync(join(folder, 'order.json'), 'utf8'));
  await client.query('begin');
  for (const { module, changes } of order) {
    for (const change of changes) {
      const sql = readFileSync(join(folder, 'packages', module, 'deploy', `${change}.sql`), 'utf8');
      // The generated scripts have these lines around them, and nowhere else.
      await client.query(sql.replace(/^(BEGIN|COMMIT);$/gm, ''));
    }
  }
  await client.query('commit');
}

async function engine(name) {
  const { openWorkspace, ...commands } = require('../../packages/engine/dist/index.js');
  await commands[name]({ workspace: openWorkspace(folder), targets: 'all', database, all: true });
}

/** The files that tell about modules, read and cut into lines. */
function readAndSplit() {
  const modules = join(folder, 'packages');
  for (const module of readdirSync(modules)) {
    for (const name of ['pgpm.plan', `${module}.control`, 'package.json']) {
      readFileSync(join(modules, module, name), 'utf8').split('\n');
    }
  }
}

/** All plans, the order of the modules, and where every requirement leads: all that a deploy knows before it has a database. */
function graph() {
  const { openWorkspace, resolveRequirements, sortModules } = require('../../packages/engine/dist/index.js');
  const { modules } = openWorkspace(folder);
  const closure = sortModules(modules, [...modules.values()]);
  const requirements = closure.modules.map((module) => resolveRequirements(module, module.plan.changes, modules));
  const problems = [...closure.modules, ...requirements, closure].flatMap((part) => part.problems);
  if (modules.size === 0 || problems.length > 0) throw new Error(`${folder} is no sound workspace`);
}

const work = {
  floor: () => withClient(floor),
  'connect and one query': () => withClient((client) => client.query('select 1')),
  deploy: () => engine('deploy'),
  'nothing to do': () => engine('deploy'),
  verify: () => engine('verify'),
  revert: () => engine('revert'),
  'read and split': async () => readAndSplit(),
  graph: async () => graph(),
}[command];

work()
  .then(() => console.log(process.resourceUsage().maxRSS))
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
