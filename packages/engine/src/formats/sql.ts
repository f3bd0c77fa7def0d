/** What takes scripts apart: their statements, and whether they can be run. */
export { findOutsideOnly } from './script/needs-no-transaction.js';
export { prepareScript, type PreparedScript } from './script/prepare.js';
export { splitStatements, type Statement } from './script/statements.js';
