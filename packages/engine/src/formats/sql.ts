/** What takes scripts apart: their headers, their statements, and whether they can be run. */
export { knownDirectives } from './script/directives.js';
export { parseScriptHeader, type ParsedHeader } from './script/header.js';
export { forPsql } from './script/for-psql.js';
export { headerProblems } from './script/identity.js';
export { findOutsideOnly } from './script/needs-no-transaction.js';
export { prepareScript, type PreparedScript } from './script/prepare.js';
export { splitStatements, type Statement } from './script/statements.js';
