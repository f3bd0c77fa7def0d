/** The fields of each failure. The keys are the stable codes that callers may switch on. */
export interface PostgresFailures {
  /** The text given as a connection URL cannot be read. `reason` never quotes the part that may hold a password. */
  CONNECTION_URL_INVALID: { origin: string; reason: string };
  /** The credentials of a URL hold a character that must be percent-encoded. */
  PASSWORD_NOT_ENCODED: { origin: string; characters: string };
  /** One setting, wherever it came from, has a value that cannot be used. */
  CONNECTION_SETTING_INVALID: { setting: string; reason: string };
  /** Something names a server, and nothing a database on it. */
  DATABASE_NOT_SPECIFIED: { origin: string };
  SERVICE_NOT_FOUND: { service: string; files: readonly string[] };
  SERVICE_FILE_INVALID: { file: string; line: number; reason: string };
  NOT_IN_WORKSPACE: { cwd: string };
  EMBEDDED_UNAVAILABLE: { platform: string; package: string };
  /** The server binaries are there, but do not run. */
  EMBEDDED_BINARIES_BROKEN: { directory: string; reason: string };
  DATA_DIRECTORY_UNWRITABLE: { directory: string; reason: string };
  DATA_DIRECTORY_FULL: { directory: string };
  DATA_DIRECTORY_FOREIGN: { directory: string; uid: number };
  DATA_DIRECTORY_VERSION_MISMATCH: { directory: string; found: string; expected: string };
  /** `log`: the last lines that initdb printed. */
  EMBEDDED_INIT_FAILED: { directory: string; log: readonly string[] };
  /** `log`: the last lines of the server log. */
  EMBEDDED_START_FAILED: { directory: string; logFile: string; log: readonly string[] };
  EMBEDDED_STOP_FAILED: { pid: number; reason: string };
  /** Another command starts or stops this server, for longer than this one was willing to wait. */
  EMBEDDED_LOCKED: { lockFile: string; pid: number | undefined; waited: number };
  /** The packages of the WASM server are not installed. */
  WASM_UNAVAILABLE: { package: string; extensions: readonly string[] };
  /** `log`: the last lines that the WASM server printed. */
  WASM_START_FAILED: { log: readonly string[] };
  /** A WASM server has one database, and another one was asked for. */
  WASM_DATABASE_NAMED: { database: string; extensions: readonly string[] };
  /** `server` never holds a password. */
  SCRATCH_SERVER_UNAVAILABLE: { server: string; reason: string };
  SCRATCH_DATABASE_NOT_CREATED: { server: string; reason: string };
}

export type PostgresErrorCode = keyof PostgresFailures;

const sentences: { [C in PostgresErrorCode]: (fields: PostgresFailures[C]) => string } = {
  CONNECTION_URL_INVALID: (f) => `cannot read the connection URL of ${f.origin}: ${f.reason}`,
  PASSWORD_NOT_ENCODED: (f) =>
    `the user or password in the connection URL of ${f.origin} holds a character that is not percent-encoded (one of ${f.characters})`,
  CONNECTION_SETTING_INVALID: (f) => `cannot use the connection setting ${f.setting}: ${f.reason}`,
  DATABASE_NOT_SPECIFIED: (f) => `no database is named, only a server (${f.origin})`,
  SERVICE_NOT_FOUND: (f) => `no service "${f.service}" in ${f.files.join(' or ') || 'any service file'}`,
  SERVICE_FILE_INVALID: (f) => `${f.file}:${f.line}: ${f.reason}`,
  NOT_IN_WORKSPACE: (f) => `no pgpm.json in ${f.cwd} or a directory above it, so there is no place for a server`,
  EMBEDDED_UNAVAILABLE: (f) => `no PostgreSQL server for ${f.platform}: the package ${f.package} is not installed`,
  EMBEDDED_BINARIES_BROKEN: (f) => `the PostgreSQL server in ${f.directory} does not run: ${f.reason}`,
  DATA_DIRECTORY_UNWRITABLE: (f) => `cannot write to ${f.directory}: ${f.reason}`,
  DATA_DIRECTORY_FULL: (f) => `no space left for ${f.directory}`,
  DATA_DIRECTORY_FOREIGN: (f) => `${f.directory} belongs to another user (uid ${f.uid})`,
  DATA_DIRECTORY_VERSION_MISMATCH: (f) =>
    `${f.directory} was made by PostgreSQL ${f.found}, and the installed server is PostgreSQL ${f.expected}`,
  EMBEDDED_INIT_FAILED: (f) => withLog(`initdb could not make a cluster in ${f.directory}`, f.log),
  EMBEDDED_START_FAILED: (f) => withLog(`the embedded PostgreSQL did not start, see ${f.logFile}`, f.log),
  EMBEDDED_STOP_FAILED: (f) => `the embedded PostgreSQL (pid ${f.pid}) did not stop: ${f.reason}`,
  EMBEDDED_LOCKED: (f) =>
    `waited ${Math.round(f.waited / 1000)} s for ${f.lockFile}, held by ${f.pid === undefined ? 'another command' : `process ${f.pid}`}`,
  WASM_UNAVAILABLE: (f) =>
    `no server with ${f.extensions.join(', ')}: the embedded PostgreSQL lacks it, and the package ${f.package} is not installed`,
  WASM_START_FAILED: (f) => withLog('the WASM server did not start', f.log),
  WASM_DATABASE_NAMED: (f) =>
    `no database "${f.database}" with ${f.extensions.join(', ')}: the embedded PostgreSQL lacks it, and the WASM server has one database only`,
  SCRATCH_SERVER_UNAVAILABLE: (f) => `cannot connect to ${f.server}: ${f.reason}`,
  SCRATCH_DATABASE_NOT_CREATED: (f) => `cannot create a scratch database on ${f.server}: ${f.reason}`,
};

function withLog(sentence: string, log: readonly string[]): string {
  return [sentence, ...log.map((line) => `  ${line}`)].join('\n');
}

/** The one error of this package: a stable code, typed fields and a remedy. Never holds a secret. */
export class PostgresError<C extends PostgresErrorCode = PostgresErrorCode> extends Error {
  override readonly name = 'PostgresError';
  readonly code: C;
  readonly fields: PostgresFailures[C];
  /** What to do next: one sentence, a command or an edit. */
  readonly hint: string | undefined;

  constructor(code: C, fields: PostgresFailures[C], context: { hint?: string | undefined; cause?: unknown } = {}) {
    super(sentences[code](fields), { cause: context.cause });
    this.code = code;
    this.fields = fields;
    this.hint = context.hint;
  }

  /** The shape that `--json` prints. Causes are left out: they may quote more than they should. */
  toJSON(): Record<string, unknown> {
    return { code: this.code, message: this.message, severity: 'error', hint: this.hint, data: this.fields };
  }
}

/** Tells an error of this package, or of one `code` of it, from everything else that may be thrown. */
export function isPostgresError<C extends PostgresErrorCode = PostgresErrorCode>(
  error: unknown,
  code?: C,
): error is PostgresError<C> {
  return error instanceof PostgresError && (code === undefined || error.code === code);
}
