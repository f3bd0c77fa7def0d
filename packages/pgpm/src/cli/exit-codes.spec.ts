import { exitCodeOf } from './exit-codes.js';

test.each([
  ['CHANGE_FAILED', 1],
  ['CONNECTION_FAILED', 1],
  ['WASM_START_FAILED', 1],
  ['SCRATCH_SERVER_UNAVAILABLE', 1],
  ['USAGE', 2],
  ['CONFIRMATION_REQUIRED', 2],
  ['PREFLIGHT_FAILED', 3],
  ['SCRIPT_MISSING', 3],
  ['LOCKED', 4],
  ['VERSION_SKEW', 5],
  ['toString', 3],
])('%s ends with %d', (code, exitCode) => expect(exitCodeOf(code)).toBe(exitCode));
