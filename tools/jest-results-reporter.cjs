const { mkdirSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');

/**
 * Writes how many test cases of a project passed, failed and were skipped to `coverage/results/`, where
 * `tools/test.mjs` adds them up. The folder is an output of the Nx target: a cached result brings its counts along.
 */
module.exports = class ResultsReporter {
  onRunComplete(_contexts, results) {
    const projects = [...new Set(results.testResults.map((result) => result.displayName?.name ?? 'all'))].sort();
    const counts = {
      passed: results.numPassedTests,
      // A file that cannot even be loaded has no test case, but it is a failure.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    const folder = join(process.cwd(), 'coverage', 'results');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, `${projects.join('-') || 'none'}.json`),
      `${JSON.stringify({ project: basename(process.cwd()), ...counts })}\n`,
    );
  }
};
