export { knownDirectives } from './directives.js';
export { decodeUtf8, withoutBom, type DecodedText } from './encoding.js';
export { parseScriptHeader, type ParsedHeader } from './header.js';
export { headerProblems } from './identity.js';
