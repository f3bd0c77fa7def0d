export { isMissing } from './read-file.js';
export { readModule } from './module.js';
export { findWorkspaceRoot } from './root.js';
export { ScriptReader, type ScriptText } from './script-reader.js';
export { findModule, moduleAt, openWorkspace } from './workspace.js';
