/** Failures of finding and combining modules. Paths are relative to the workspace root. */
export interface WorkspaceFailures {
  NOT_IN_WORKSPACE: { cwd: string };
  NOT_IN_WORKSPACE_MODULE: { cwd: string; modules: readonly string[] };
  PATH_NOT_FOUND: { path: string; type: 'module' | 'workspace' | 'file' };
  FILE_NOT_FOUND: { filePath: string; type: string };
  /** A file of another tool, which would do something else because of it. */
  FILE_IGNORED: { path: string };
  MODULE_NOT_FOUND: { name: string; searched: readonly string[]; similar: readonly string[] };
  /** A workspace without a module: most likely the folders are named wrongly. */
  NO_MODULES: { packages: readonly string[] };
  MODULE_DUPLICATE: { name: string; paths: readonly string[] };
  UNDECLARED_MODULE_DEPENDENCY: { module: string; dependency: string; reference: string };
  WORKSPACE_OPERATION_ERROR: { operation: string };
  VERSION_INVALID: { version: string | undefined };
  /** `statement`: what the SQL file of an extension cannot have, or has no more. */
  NOT_IN_EXTENSION: { statement: string; reason: string };
  /**
   * A packaged file is not there, cannot be read as what it is, was changed after it was made (its digests do not fit its
   * content), or is not what the module gives now. `detail`: what is wrong with it, where its content alone tells.
   */
  PACKAGE_DRIFT: {
    path: string;
    reason: 'missing-artifact' | 'unreadable-artifact' | 'integrity' | 'out-of-sync';
    detail?: string;
  };
  PATH_OUTSIDE_MODULE: { path: string };
}

export const workspaceSentences: { [C in keyof WorkspaceFailures]: (fields: WorkspaceFailures[C]) => string } = {
  NOT_IN_WORKSPACE: (f) => `no pgpm.json or pgpm.config.js in ${f.cwd} or above`,
  NOT_IN_WORKSPACE_MODULE: (f) => `${f.cwd} is not inside a module; the workspace has ${list(f.modules)}`,
  PATH_NOT_FOUND: (f) => `${f.type} path not found: ${f.path}`,
  FILE_IGNORED: (f) => `${f.path} is not read: other tools of the family know such files`,
  FILE_NOT_FOUND: (f) => `${f.type} file not found: ${f.filePath}`,
  MODULE_NOT_FOUND: (f) =>
    `Module "${f.name}" not found in modules list. Searched ${list(f.searched)}` +
    (f.similar.length > 0 ? `; did you mean ${f.similar.join(' or ')}?` : ''),
  NO_MODULES: (f) => `the workspace has no module in ${list(f.packages)}`,
  MODULE_DUPLICATE: (f) => `module "${f.name}" exists more than once: ${f.paths.join(', ')}`,
  UNDECLARED_MODULE_DEPENDENCY: (f) =>
    `"${f.reference}" leads into module "${f.dependency}", which "${f.module}" does not require`,
  WORKSPACE_OPERATION_ERROR: (f) => `${f.operation} needs one module`,
  VERSION_INVALID: (f) => `"${f.version ?? ''}" is not a semantic version`,
  NOT_IN_EXTENSION: (f) => `as an extension: "${f.statement}" ${f.reason}`,
  PACKAGE_DRIFT: (f) => [f.path, f.reason, ...(f.detail === undefined ? [] : [f.detail])].join(': '),
  PATH_OUTSIDE_MODULE: (f) => `${f.path} leads out of its module`,
};

function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}
