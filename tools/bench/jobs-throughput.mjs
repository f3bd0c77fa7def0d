#!/usr/bin/env node
// Jobs per second of the module `jobs` (get_job, then complete_job, each committed) beside a floor in the same run: a
// bare table of the same size, from which each worker deletes one row per statement with `for update skip locked`.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const usage = `usage: DATABASE_URL=… node tools/bench/jobs-throughput.mjs [options]

--workers N   connections that work at the same time (default 8)
--jobs N      jobs per run (default 10000)
--queues N    spread the jobs over this many serial queues (default 0: no queues)
--runs N      how often both are timed, in turns; medians are printed (default 3)
--help        this text

DATABASE_URL names a database in which the module jobs is deployed and has no jobs. The floor is a table in schema
jobs_throughput_floor, which is made and dropped; the jobs of this benchmark are deleted.`;

const task = 'jobs-throughput';
const { Client } = createRequire(import.meta.url)('pg');
const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '8' },
    jobs: { type: 'string', default: '10000' },
    queues: { type: 'string', default: '0' },
    runs: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});
const [workers, jobs, queues, runs] = [values.workers, values.jobs, values.queues, values.runs].map(Number);

if (values.help || process.env.DATABASE_URL === undefined) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else if (![workers, jobs, runs].every((count) => count >= 1) || !(queues >= 0)) {
  console.error('jobs-throughput: options must be whole numbers');
  process.exitCode = 2;
} else {
  await main();
}

async function main() {
  const clients = await Promise.all(Array.from({ length: workers + 1 }, connect));
  const admin = clients.pop();
  try {
    const { rows } = await admin.query('select from app_jobs.jobs limit 1');
    if (rows.length > 0) throw new Error('the database has jobs: use one without');
    const rates = { floor: [], jobs: [] };
    for (let run = 0; run < runs; run += 1) {
      rates.floor.push(await measureFloor(admin, clients));
      rates.jobs.push(await measureJobs(admin, clients));
    }
    report(rates);
  } catch (error) {
    console.error(`jobs-throughput: ${error.message}`);
    process.exitCode = 1;
  } finally {
    await admin.query('drop schema if exists jobs_throughput_floor cascade');
    await admin.query('delete from app_jobs.jobs where task_identifier = $1', [task]).catch(() => undefined);
    await Promise.all([admin, ...clients].map((client) => client.end()));
  }
}

async function connect() {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  return client;
}

async function measureFloor(admin, clients) {
  await admin.query(`
    drop schema if exists jobs_throughput_floor cascade;
    create schema jobs_throughput_floor;
    create table jobs_throughput_floor.queue (
      id bigserial primary key, priority int default 0, run_at timestamptz default now(), payload json default '{}'
    );
    create index on jobs_throughput_floor.queue (priority, run_at, id);
    insert into jobs_throughput_floor.queue (payload) select '{}' from generate_series(1, ${jobs})`);
  const text = `
    delete from jobs_throughput_floor.queue where id = (
      select id from jobs_throughput_floor.queue
      where run_at <= now() order by priority, run_at, id limit 1 for update skip locked
    ) returning *`;
  return rateOf(clients, async (client) => (await client.query({ name: 'floor', text })).rows.length === 1);
}

async function measureJobs(admin, clients) {
  // The floor starts with a new table: what earlier runs left behind must not slow this one down.
  await admin.query('vacuum app_jobs.jobs, app_jobs.job_queues');
  await admin.query(
    `insert into app_jobs.jobs (task_identifier, queue_name)
     select $1, case when $2 > 0 then 'queue ' || g % $2 end from generate_series(1, $3::int) as g`,
    [task, queues, jobs],
  );
  const get = { name: 'get', text: 'select * from app_jobs.get_job($1)' };
  const complete = { name: 'complete', text: 'select * from app_jobs.complete_job($1, $2)' };
  return rateOf(clients, async (client, worker) => {
    const [job] = (await client.query({ ...get, values: [worker] })).rows;
    if (job.id === null) return false;
    const [done] = (await client.query({ ...complete, values: [worker, job.id] })).rows;
    return done.id === job.id;
  });
}

/** Calls `takeOne` on all clients until every job is done; a worker that got none tries again. */
async function rateOf(clients, takeOne) {
  let done = 0;
  const start = process.hrtime.bigint();
  await Promise.all(
    clients.map(async (client, index) => {
      while (done < jobs) if (await takeOne(client, `worker-${index}`)) done += 1;
    }),
  );
  return jobs / (Number(process.hrtime.bigint() - start) / 1e9);
}

function report(rates) {
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
  const [floor, module] = [median(rates.floor), median(rates.jobs)];
  const spread = queues > 0 ? `${queues} queues` : 'no queues';
  console.log(`${workers} workers, ${jobs} jobs, ${spread}, median of ${runs} runs`);
  console.log(`floor  ${floor.toFixed(0).padStart(6)} jobs/s  one delete … for update skip locked per job`);
  console.log(`jobs   ${module.toFixed(0).padStart(6)} jobs/s  get_job and complete_job per job`);
  console.log(`ratio  ${(module / floor).toFixed(2).padStart(6)}`);
}
