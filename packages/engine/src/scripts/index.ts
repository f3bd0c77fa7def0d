export { changesOf, ScriptReader, type ScriptText } from './script-reader.js';
