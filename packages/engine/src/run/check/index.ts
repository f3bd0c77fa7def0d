export { check, type CheckOptions, type CheckResult } from './check.js';
export type { ScratchDatabase } from './open-sandbox.js';
