const { join } = require('node:path');

const config = require('../../jest.preset.js').forPackage(__dirname);
const [unit, db] = config.projects;

/** Each test starts several processes: what takes a second may take a minute where much else runs. */
const testTimeout = 600_000;

// The tests of `db` run the compiled program, as a user does.
module.exports = {
  ...config,
  testTimeout,
  projects: [unit, { ...db, globalSetup: join(__dirname, 'test/support/build.cjs') }],
};
