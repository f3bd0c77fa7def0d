export { controlName, parseControl, type ParsedControl } from './parse.js';
export { editControlRequires, editControlVersion, printControl } from './print.js';
