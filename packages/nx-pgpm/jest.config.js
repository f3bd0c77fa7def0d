const { forPackage } = require('../../jest.preset.js');

const { projects, ...config } = forPackage(__dirname);
const [unit, db] = projects;

/** What is packed is installed and used elsewhere: it is packed once, and only when one of these files is run. */
const e2e = {
  ...db,
  displayName: 'e2e',
  testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'],
  globalSetup: '<rootDir>/test/support/pack.ts',
  globalTeardown: '<rootDir>/test/support/unpack.ts',
};

module.exports = {
  ...config,
  projects: [unit, { ...db, testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'] }, e2e],
};
