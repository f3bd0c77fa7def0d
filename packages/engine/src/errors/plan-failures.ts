/** One line of a plan that cannot be read. `line` and `column` count from 1, `endColumn` is exclusive. */
export interface PlanLineProblem {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** One of the stable texts of docs/formats.md §3.8. */
  readonly message: string;
  /** The rule behind the message, where there is more than one. */
  readonly rule?: string | undefined;
}

/** Failures of plans, names, references and scripts: what is found by reading text. */
export interface PlanFailures {
  PLAN_PARSE_ERROR: { planPath: string; errors: readonly PlanLineProblem[] };
  PLAN_MISSING_PROJECT: { planPath: string; controlFile: string | undefined };
  PLAN_BAD_PROJECT: { found: string; expected: string | undefined };
  PLAN_DUPLICATE_CHANGE: { change: string; lines: readonly number[] };
  PLAN_DUPLICATE_TAG: { tag: string; lines: readonly number[] };
  PLAN_TAG_WITHOUT_CHANGE: { tag: string };
  PLAN_TAG_DEPENDENCIES: { tag: string };
  PLAN_RESERVED_NAME: { name: string };
  PLAN_DUPLICATE_DEPENDENCY: { reference: string };
  CHANGE_EXISTS: { change: string; line: number };
  TAG_EXISTS: { tag: string; change: string; line: number };
  INVALID_NAME: { name: string; type: 'change' | 'tag' | 'module' | 'package' | 'target'; rule: string };
  CHANGE_NOT_FOUND: { change: string; plan: string; similar: readonly string[] };
  TAG_NOT_FOUND: { tag: string; project: string; existing: readonly string[] };
  CIRCULAR_DEPENDENCY: { module: string; dependency: string; cycle: readonly string[] };
  /** `lines`: by how many plan lines the required change has to move up. */
  DEPENDENCY_ORDER: { change: string; requires: string; lines: number };
  UNSUPPORTED_REFERENCE: { reference: string; reason: string };
  SCRIPT_MISSING: { kind: 'deploy' | 'revert' | 'verify'; path: string };
  UNSUPPORTED_PSQL: { command: string };
  /** `effect`: what the statement would do to the transaction of the run, or what the run does with it. */
  TRANSACTION_CONTROL: { statement: string; effect: string };
  NEEDS_NO_TRANSACTION: { statement: string };
  SQL_SYNTAX: { reason: string };
  UNKNOWN_DIRECTIVE: { directive: string; known: readonly string[] };
  INVALID_DIRECTIVE: { directive: string; expected: string };
  FILE_ENCODING: { byteOffset: number };
  HEADER_PROJECT_MISMATCH: { expected: string; found: string };
  HEADER_IDENTITY_MISMATCH: { expected: string; found: string };
  HEADER_REQUIRES_IN_BODY: { reference: string };
  CONTROL_PARSE_ERROR: { reason: string };
  CONFIG_PARSE_ERROR: { reason: string };
  CONFIG_UNKNOWN_KEY: { key: string; nearest: string | undefined };
}

export const planSentences: { [C in keyof PlanFailures]: (fields: PlanFailures[C]) => string } = {
  PLAN_PARSE_ERROR: (f) =>
    `Failed to parse plan file ${f.planPath}: ${f.errors.map((e) => `Line ${e.line}: ${e.message}`).join('; ')}`,
  PLAN_MISSING_PROJECT: (f) => `plan ${f.planPath} does not name its module with %project`,
  PLAN_BAD_PROJECT: (f) =>
    f.expected === undefined
      ? `plan names the module "${f.found}", which is not a module name`
      : `plan names the module "${f.found}", its control file "${f.expected}"`,
  PLAN_DUPLICATE_CHANGE: (f) => `change "${f.change}" is planned more than once, on lines ${f.lines.join(' and ')}`,
  PLAN_DUPLICATE_TAG: (f) => `tag "@${f.tag}" is set more than once, on lines ${f.lines.join(' and ')}`,
  PLAN_TAG_WITHOUT_CHANGE: (f) => `tag "@${f.tag}" stands before the first change`,
  PLAN_TAG_DEPENDENCIES: (f) => `tag "@${f.tag}" cannot require anything`,
  PLAN_RESERVED_NAME: (f) => `"${f.name}" is a reserved name`,
  PLAN_DUPLICATE_DEPENDENCY: (f) => `"${f.reference}" is required twice`,
  CHANGE_EXISTS: (f) => `change "${f.change}" is already planned on line ${f.line}`,
  TAG_EXISTS: (f) => `tag "@${f.tag}" already stands on change "${f.change}", on line ${f.line}`,
  INVALID_NAME: (f) => `Invalid ${f.type} name: ${f.name} (${f.rule})`,
  CHANGE_NOT_FOUND: (f) => `Change '${f.change}' not found in plan ${f.plan}${didYouMean(f.similar)}`,
  TAG_NOT_FOUND: (f) =>
    `Tag '${f.tag}' not found in module ${f.project}${f.existing.length > 0 ? `, which has ${f.existing.map((t) => `@${t}`).join(', ')}` : ', which has no tags'}`,
  CIRCULAR_DEPENDENCY: (f) =>
    `Circular reference detected: ${f.module} → ${f.dependency} (the cycle: ${f.cycle.join(' → ')})`,
  DEPENDENCY_ORDER: (f) => `change "${f.change}" requires "${f.requires}", which is planned later`,
  UNSUPPORTED_REFERENCE: (f) => `reference "${f.reference}" cannot be used here: ${f.reason}`,
  SCRIPT_MISSING: (f) => `${f.kind} script ${f.path} does not exist`,
  UNSUPPORTED_PSQL: (f) => `psql command "${f.command}" cannot run on the server`,
  TRANSACTION_CONTROL: (f) => `"${f.statement}" ${f.effect}`,
  NEEDS_NO_TRANSACTION: (f) => `"${f.statement}" cannot run inside a transaction`,
  SQL_SYNTAX: (f) => f.reason,
  UNKNOWN_DIRECTIVE: (f) => `unknown directive "${f.directive}"; known are ${f.known.join(', ')}`,
  INVALID_DIRECTIVE: (f) => `directive "${f.directive}" expects ${f.expected}`,
  FILE_ENCODING: (f) => `file is not valid UTF-8 at byte ${f.byteOffset}`,
  HEADER_PROJECT_MISMATCH: (f) => `script header names the module "${f.found}" instead of "${f.expected}"`,
  HEADER_IDENTITY_MISMATCH: (f) => `script header names the change "${f.found}" instead of "${f.expected}"`,
  HEADER_REQUIRES_IN_BODY: (f) => `"requires: ${f.reference}" stands after the header and is not honoured`,
  CONTROL_PARSE_ERROR: (f) => `control file cannot be read: ${f.reason}`,
  CONFIG_PARSE_ERROR: (f) => `configuration cannot be read: ${f.reason}`,
  CONFIG_UNKNOWN_KEY: (f) =>
    `unknown configuration key "${f.key}"${f.nearest === undefined ? '' : `; did you mean "${f.nearest}"?`}`,
};

function didYouMean(similar: readonly string[]): string {
  return similar.length === 0 ? '' : `; did you mean ${similar.map((name) => `'${name}'`).join(' or ')}?`;
}
