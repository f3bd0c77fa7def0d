const { join } = require('node:path');

const config = require('../../../jest.preset.js').forModule(__dirname);

/**
 * What this queue has in common with that of pgpm-jobs is tested by the very specs of that module. They reach the queue
 * through `./support.js`, which here is that of this module: everything happens in one database of many.
 */
const jobs = join(__dirname, '../jobs/test');
const shared = [
  'examples',
  'fail-job',
  'finish',
  'get-job',
  'injection',
  'locks',
  'notifications',
  'queues',
  'reads',
  'row-triggers',
  'run-schedule',
  'schedules',
  'workers',
];

module.exports = {
  ...config,
  roots: [__dirname, jobs],
  testMatch: [...config.testMatch, ...shared.map((name) => join(jobs, `${name}.spec.ts`))],
  moduleNameMapper: { '^\\./support\\.js$': join(__dirname, 'test/support.ts'), ...config.moduleNameMapper },
};
