const { join } = require('node:path');

const config = require('../../jest.preset.js').forPackage(__dirname);
const [unit, db] = config.projects;

// The tests of `db` run the compiled program, as a user does.
module.exports = { ...config, projects: [unit, { ...db, globalSetup: join(__dirname, 'test/support/build.cjs') }] };
