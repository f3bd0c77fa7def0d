export { matchesGlob, parseGlob } from './globs.js';
export { isInside, joinPosix, posixRelative, realPath, sortByPath } from './paths.js';
export { hasCode, isMissing, readText } from './read-file.js';
export { controlSuffix, planFile, readModule } from './module.js';
export { findWorkspaceRoot } from './root.js';
export { changesOf, ScriptReader, type ScriptText } from './script-reader.js';
export { findModule, moduleAt, openWorkspace } from './workspace.js';
