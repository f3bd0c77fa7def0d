export { foreignFile, foreignFiles } from './foreign-files.js';
export { matchesGlob, parseGlobs } from './globs.js';
export { childPath, isInside, joinPosix, posixRelative, realPath, sortByPath } from './paths.js';
export { hasCode, isMissing, listDirectory, readPlainText, readText, type FileText } from './read-file.js';
export { controlSuffix, planFile, readModule } from './module.js';
export { replaceFiles, resemble, writeBeside, type FileContent } from './replace-files.js';
export { isSkippedFolder } from './scan.js';
export { findWorkspaceRoot } from './root.js';
export { findModule, moduleAt, openWorkspace } from './workspace.js';
