#!/usr/bin/env node
// Times `check` of modules against one deploy and revert of the same modules with all that they require, in turns, each in
// a scratch database of its own. Prints medians and the ratio.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = `usage: node tools/bench/check.mjs [MODULE …] [--runs 5]

MODULE   what to check (default: jobs)
--runs   how often each is timed; medians are printed (default 5)

Works on the embedded test server, or on the server that DATABASE_URL or the PG* variables name, whose user has to be
allowed to create databases. Build the packages first: npm run build`;

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(join(root, 'packages/engine/package.json'));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, help: { type: 'boolean', default: false } },
});

if (values.help) {
  console.log(usage);
} else if (!existsSync(join(root, 'packages/engine/dist/index.js'))) {
  console.error('build the packages first: npm run build');
  process.exitCode = 2;
} else {
  await measure(positionals.length > 0 ? positionals : ['jobs'], Number(values.runs));
}

async function measure(targets, runs) {
  const { check, deploy, findModule, openWorkspace, revert, sortModules } = require('@pgpm/engine');
  const { createScratchDatabase, findDatabase } = require('@pgpm/postgres');
  const server = await findDatabase({ cwd: root, cluster: 'test' });
  const workspace = openWorkspace(root);
  const roots = targets.map((name) => findModule(workspace, name));
  const closure = sortModules(workspace.modules, roots).modules.map(({ name }) => name);
  const times = { base: [], check: [], all: [] };

  for (let run = 0; run < runs; run++) {
    const scratch = () => createScratchDatabase(server, 'bench');
    const database = await scratch();
    times.base.push(
      await timed(async () => {
        await deploy({ workspace, targets, database: database.config });
        await revert({ workspace, targets: closure, database: database.config });
      }),
    );
    await database.drop();
    times.check.push(await timed(() => checkAll(targets)));
    times.all.push(await timed(() => checkAll(closure)));

    async function checkAll(names) {
      for (const target of names) {
        const { passed, summary } = await check({ workspace, target, scratch });
        if (!passed) throw new Error(summary);
      }
    }
  }
  report('deploy and revert', times.base, times.base);
  report(`check ${targets.join(', ')}`, times.check, times.base);
  report(`check ${closure.join(', ')}`, times.all, times.base);
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function report(name, list, base) {
  const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
  const range = `${Math.min(...list).toFixed(0)}–${Math.max(...list).toFixed(0)}`;
  const ratio = (median(list) / median(base)).toFixed(2);
  console.log(`${name.padEnd(56)} ${median(list).toFixed(0).padStart(6)} ms (${range})  ${ratio} ×`);
}
