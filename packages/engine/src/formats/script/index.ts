export { checkScript } from './check.js';
export { knownDirectives } from './directives.js';
export { decodeUtf8, withoutBom, type DecodedText } from './encoding.js';
export { parseScriptHeader, type ParsedHeader } from './header.js';
export { Lexer, type TokenKind, type Unterminated } from './lexer.js';
export { findOutsideOnly } from './needs-no-transaction.js';
export { prepareScript, type PreparedScript } from './prepare.js';
export { splitStatements, type Statement } from './statements.js';
export { findTransactionControl, transactionFreeText, type TransactionFree } from './transaction.js';
