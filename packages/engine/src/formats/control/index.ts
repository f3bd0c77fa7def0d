export { controlName, parseControl, type ParsedControl } from './parse.js';
