#!/usr/bin/env node
// Times how long it takes to know all plans, the order of the modules and every requirement of a workspace, as a whole process,
// against a process that reads the same files and cuts them into lines. Needs no database.
import { parseArgs } from 'node:util';
import { isBuilt, Times } from './measure.mjs';

const usage = `usage: node tools/bench/graph.mjs WORKSPACE [--runs 5]

WORKSPACE   a folder with pgpm.json and modules in packages/
--runs      how often each process is timed, in turns; medians are printed (default 5)

Build the packages first: npm run build`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, help: { type: 'boolean', default: false } },
});
const [workspace] = positionals;

if (values.help || workspace === undefined) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else if (isBuilt()) {
  const times = new Times();
  for (let run = 0; run < Number(values.runs); run++) {
    await times.run('read and split', workspace);
    await times.run('graph', workspace);
  }
  times.report('read and split');
}
