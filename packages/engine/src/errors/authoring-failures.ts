/** Failures of writing: plans, scripts and modules that are being made or changed. Paths are relative to the workspace root. */
export interface AuthoringFailures {
  /** `kind`: what the change says about it. */
  DEPENDENCY_NOT_IN_PLAN: {
    change: string;
    dependency: string;
    plan: string;
    similar: readonly string[];
    kind: 'requires' | 'conflicts';
  };
  SCRIPT_EXISTS: { path: string };
  EMPTY_PLAN: { plan: string };
  /** `dependants`: `module:change` of other modules that require what shall go. */
  STILL_REQUIRED: { change: string; dependants: readonly string[] };
  RENAME_UNKNOWN_SOURCE: { change: string; similar: readonly string[] };
  RENAME_COLLISION: { name: string; sources: readonly string[] };
  RENAME_TARGET_EXISTS: { path: string };
  MODULE_EXISTS: { name: string; path: string };
  INSIDE_MODULE: { path: string; module: string };
  WORKSPACE_EXISTS: { path: string };
  PATH_OUTSIDE_WORKSPACE: { path: string };
  /** The list in the plan and the one in the header of the deploy script; conflicts with their mark, as `!name`. */
  HEADER_REQUIRES_DRIFT: { change: string; plan: readonly string[]; header: readonly string[] };
  VERSION_SKEW: { path: string; found: string | undefined; expected: string };
  /** A file was changed between reading and writing it. Nothing was written. */
  FILE_CHANGED: { path: string };
}

export const authoringSentences: { [C in keyof AuthoringFailures]: (fields: AuthoringFailures[C]) => string } = {
  DEPENDENCY_NOT_IN_PLAN: (f) =>
    `"${f.dependency}", ${f.kind === 'requires' ? 'required by' : 'a conflict of'} "${f.change}", is not in plan ${f.plan}` +
    (f.similar.length > 0 ? `; did you mean ${f.similar.join(' or ')}?` : ''),
  SCRIPT_EXISTS: (f) => `${f.path} exists already and is not overwritten`,
  EMPTY_PLAN: (f) => `plan ${f.plan} has no change`,
  STILL_REQUIRED: (f) => `change "${f.change}" is required by ${f.dependants.join(', ')}`,
  RENAME_UNKNOWN_SOURCE: (f) =>
    `there is no change "${f.change}" to rename` +
    (f.similar.length > 0 ? `; did you mean ${f.similar.join(' or ')}?` : ''),
  RENAME_COLLISION: (f) => `"${f.name}" would be the name of ${f.sources.join(' and ')}`,
  RENAME_TARGET_EXISTS: (f) => `${f.path} exists already`,
  MODULE_EXISTS: (f) => `module "${f.name}" exists already in ${f.path}`,
  INSIDE_MODULE: (f) => `${f.path} lies inside the module "${f.module}"`,
  PATH_OUTSIDE_WORKSPACE: (f) => `${f.path} leads out of the workspace`,
  WORKSPACE_EXISTS: (f) => `${f.path} makes this a workspace already`,
  HEADER_REQUIRES_DRIFT: (f) =>
    `the plan has ${listed(f.plan)} for "${f.change}", the header of its deploy script ${listed(f.header)}`,
  VERSION_SKEW: (f) => `${f.path} has ${f.found ?? 'no version'} instead of ${f.expected}`,
  FILE_CHANGED: (f) => `${f.path} was changed by somebody else; nothing was written`,
};

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}
