// One process of testing.mjs: calls a kit a few times and prints the milliseconds of each call as JSON.
// node testing-worker.cjs KIT PACKAGE MODULE_DIR CALLS, with the place of the server in PGHOST, PGPORT, PGUSER, PGPASSWORD.
const { performance } = require('node:perf_hooks');

const [kit, path, cwd, calls] = process.argv.slice(2);
const { getConnections } = require(path);

const open = {
  // Both read the PG* variables, deploy the module that cwd is in, and give its owner a client.
  ours: () => getConnections({ cwd }),
  reference: () => getConnections({ db: { cwd } }),
}[kit];

async function main() {
  process.chdir(cwd);
  const times = [];
  for (let call = 0; call < Number(calls); call++) {
    const started = performance.now();
    const connections = await open();
    const { rows } = await connections.pg.query('select count(*)::int as jobs from app_jobs.jobs');
    times.push(performance.now() - started);
    if (rows[0]?.jobs !== 0) throw new Error('the module was not deployed');
    // The reference kit ends all of its connections at once, and cannot be used again in the same process.
    if (call === Number(calls) - 1 || kit === 'ours') await connections.teardown();
  }
  process.stdout.write(`\nTIMES ${JSON.stringify(times)}\n`);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
