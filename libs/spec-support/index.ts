/** What the tests of the SQL modules share. Not published: a module's tests are not part of its package. */
export { untilBlocked } from './locks.js';
export { ModuleFiles, type PlannedChange } from './module-files.js';
export { expectExample } from './readme-example.js';
export { failureOf, noticesOf } from './statements.js';
export { describeTables, parseTableDescriptions, type TableDescriptions } from './table-descriptions.js';
