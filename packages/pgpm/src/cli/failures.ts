/** The fields of each failure of the command line itself. The keys are stable codes. */
export interface CliFailures {
  /** An option or argument that is unknown, missing or of the wrong kind. */
  USAGE: { reason: string };
  UNKNOWN_COMMAND: { reason: string };
  /** A file or folder that the operating system does not let us use. */
  FILE_SYSTEM: { path: string | undefined; reason: string };
  /** Something would be removed, and nobody was there to be asked. `removes`: what else is known about it, a line each. */
  CONFIRMATION_REQUIRED: { operation: string; affects: readonly string[]; removes: readonly string[] };
  /** Somebody was asked, and said no. */
  DECLINED: { operation: string };
  /** A question was left with Ctrl-C. */
  CANCELLED: Record<string, never>;
  /** A database still knows what shall be renamed or removed. */
  STILL_DEPLOYED: { changes: readonly string[]; database: string };
  ENVIRONMENT_INVALID: { variable: string; expected: string };
  CLIENT_TOOL_MISSING: { tool: string };
  /** `output`: the last lines of the package manager. */
  INSTALL_FAILED: { manager: string; output: string };
  /** `problems`: why it cannot be one. */
  NOT_A_MODULE_PACKAGE: { package: string; problems: readonly string[] };
  /** `installed`: what is. */
  NOT_INSTALLED: { package: string; installed: readonly string[] };
  MODULE_VERSION_CONFLICT: { module: string; wanted: readonly string[] };
  /** A module from npm shall be edited. */
  MODULE_INSTALLED: { paths: readonly string[] };
  INTEGRITY_MISMATCH: { package: string; path: string };
  LOCK_FILE_INVALID: { path: string };
}

export type CliErrorCode = keyof CliFailures;

const sentences: { [C in CliErrorCode]: (fields: CliFailures[C]) => string } = {
  USAGE: (f) => f.reason,
  UNKNOWN_COMMAND: (f) => f.reason,
  FILE_SYSTEM: (f) => (f.path === undefined ? f.reason : `${f.path}: ${f.reason}`),
  CONFIRMATION_REQUIRED: (f) =>
    [`${f.operation} has to be confirmed; it concerns ${listed(f.affects)}`, ...f.removes].join('\n  '),
  DECLINED: (f) => `${f.operation} was not confirmed, nothing was changed`,
  CANCELLED: () => 'cancelled, nothing was changed',
  STILL_DEPLOYED: (f) => `${listed(f.changes)} ${isOrAre(f.changes)} deployed in ${f.database}`,
  ENVIRONMENT_INVALID: (f) => `the variable ${f.variable} has to be ${f.expected}`,
  INSTALL_FAILED: (f) => `${f.manager} failed:\n${f.output}`,
  NOT_INSTALLED: (f) => `${f.package} is not installed; installed are ${listed(f.installed) || 'none'}`,
  NOT_A_MODULE_PACKAGE: (f) => `${f.package} is no module that can be used: ${f.problems.join('; ')}`,
  MODULE_VERSION_CONFLICT: (f) => `there can be only one ${f.module} in a database: ${f.wanted.join(', ')}`,
  MODULE_INSTALLED: (f) =>
    `${listed(f.paths)} ${isOrAre(f.paths)} installed: the next version would replace what is written there`,
  INTEGRITY_MISMATCH: (f) => `the files of ${f.package} in ${f.path} are not those that were installed`,
  LOCK_FILE_INVALID: (f) => `${f.path} holds something that install does not write`,
  CLIENT_TOOL_MISSING: (f) => `${f.tool} is not installed, or not on the PATH`,
};

function isOrAre({ length }: readonly string[]): string {
  return length === 1 ? 'is' : 'are';
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}

/** The one error of this package. Its shape is that of the engine's. */
export class CliError<C extends CliErrorCode = CliErrorCode> extends Error {
  override readonly name = 'CliError';
  readonly code: C;
  readonly fields: CliFailures[C];
  readonly hint: string | undefined;

  constructor(code: C, fields: CliFailures[C], hint?: string) {
    super(sentences[code](fields));
    this.code = code;
    this.fields = fields;
    this.hint = hint;
  }

  toJSON(): Record<string, unknown> {
    return { code: this.code, message: this.message, severity: 'error', hint: this.hint, data: this.fields };
  }
}
