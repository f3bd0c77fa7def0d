// One timed process of deploy.mjs: `node worker.cjs COMMAND WORKSPACE`, the database in DATABASE_URL.
const { readFileSync } = require('node:fs');
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

const work = {
  floor: () => withClient(floor),
  connect: () => withClient((client) => client.query('select 1')),
  deploy: () => engine('deploy'),
  'nothing to do': () => engine('deploy'),
  verify: () => engine('verify'),
  revert: () => engine('revert'),
}[command];

work().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
