const { existsSync } = require('node:fs');
const { join } = require('node:path');
const swcOptions = require('./tools/swc-options.cjs');

const root = __dirname;

/** What every test of this repository shares: swc instead of a type check, and packages read from source. */
const shared = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': ['@swc/jest', swcOptions],
  },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@pgpm/(engine|postgres|testing)$': join(root, 'packages/$1/src/index.ts'),
    '^@pgpm/engine/parse$': join(root, 'packages/engine/src/parse.ts'),
    '^@pgpm/engine/report$': join(root, 'packages/engine/src/report/index.ts'),
    '^nx-pgpm$': join(root, 'packages/nx-pgpm/src/index.ts'),
  },
};

const reporters = ['default', join(root, 'tools/jest-results-reporter.cjs')];

/** A TypeScript package: `unit` needs nothing but Node, `db` talks to a real PostgreSQL. */
function forPackage(dir) {
  const unit = { ...shared, displayName: 'unit', rootDir: dir, testMatch: ['<rootDir>/src/**/*.spec.ts'] };
  const db = {
    ...shared,
    displayName: 'db',
    rootDir: dir,
    testMatch: ['<rootDir>/test/**/*.spec.ts'],
  };
  return { rootDir: dir, reporters, passWithNoTests: true, testTimeout: 240_000, projects: [unit, db] };
}

/** A SQL module: its tests live in `test/` and run against a database of their own. */
function forModule(dir) {
  if (!existsSync(join(dir, 'pgpm.plan'))) throw new Error(`${dir} has no pgpm.plan`);
  return { ...shared, rootDir: dir, reporters, testTimeout: 240_000, testMatch: ['<rootDir>/test/**/*.spec.ts'] };
}

module.exports = { forPackage, forModule };
