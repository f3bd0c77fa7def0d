export { matchesGlob, parseGlob } from './globs.js';
export { isInside, isPlainBelow, joinPosix, posixRelative, realPath, sortByPath } from './paths.js';
export { hasCode, isMissing, readPlainText, readText, type FileText } from './read-file.js';
export { controlSuffix, planFile, readModule } from './module.js';
export { findWorkspaceRoot } from './root.js';
export { findModule, moduleAt, openWorkspace } from './workspace.js';
