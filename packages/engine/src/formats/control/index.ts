export { controlName, parseControl, type ParsedControl } from './parse.js';
export { editControlRequires, editControlText, editControlVersion, printControl } from './print.js';
