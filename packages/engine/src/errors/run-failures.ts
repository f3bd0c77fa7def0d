/** What a failed run left behind. The names are `module:change`. */
export interface StoppedState {
  /** Changes whose work the failure undid. */
  readonly rolledBack: readonly string[];
  /** Changes of this run that are committed and stay. */
  readonly kept: readonly string[];
  /** Changes that are committed or undone, each as a whole: the connection was lost before the server said which. */
  readonly unknown?: readonly string[] | undefined;
  /** What a script without a transaction has done before it failed; absent for all others, which did nothing. */
  readonly partial?: PartialScript | undefined;
}

/** A script that stopped half way, each of its statements committed at once. */
export interface PartialScript {
  /** How many statements have run, of how many. */
  readonly executed: number;
  readonly total: number;
  /** Indexes that a concurrent build left unusable. They have to be dropped before it can be tried again. */
  readonly invalidIndexes: readonly string[];
}

/** Failures that involve a database. No field ever holds a password or a whole script. */
export interface RunFailures {
  CONNECTION_FAILED: {
    host: string;
    port: number;
    user: string;
    database: string;
    sqlState: string | undefined;
    reason: string;
  };
  DATABASE_MISSING: { database: string };
  DATABASE_READ_ONLY: { database: string };
  /** The server refused a statement that is none of a script. */
  DATABASE_ERROR: { sqlState: string; reason: string; where: string | undefined };
  SERVER_TOO_OLD: { version: string; minimum: string };
  INSUFFICIENT_PRIVILEGE: { privilege: string; user: string };
  ROLE_MISSING: { roles: readonly string[] };
  EXTENSION_UNAVAILABLE: { extension: string; requiredBy: readonly string[] };
  EXTENSION_NOT_INSTALLED: { extension: string; requiredBy: readonly string[] };
  /** `isInstalled`: in this database; otherwise the server offers it. */
  MODULE_HIDES_EXTENSION: { module: string; isInstalled: boolean };
  LOCKED: { pid: number | undefined; application: string | undefined; since: string | undefined; waitedMs: number };
  LOCK_UNSUPPORTED: Record<string, never>;
  /** A script gave back what kept other runs away. */
  LOCK_LOST: { state: StoppedState };
  CONCURRENT_DEPLOY: { sqlState: string };
  TRACKING_VERSION_NEWER: { found: string; known: string };
  MISSING_REQUIREMENT: { change: string; missing: readonly string[] };
  /** `isPlanned`: it would be deployed by the same run. */
  CHANGE_CONFLICT: { change: string; conflicts: string; isPlanned: boolean };
  DUPLICATE_SCRIPT_HASH: { changes: readonly string[] };
  SCRIPT_CHANGED: { change: string; deployedHash: string; fileHash: string; deployedAt: string };
  ORPHANED_CHANGE: { change: string; similar: string | undefined };
  OUT_OF_ORDER: { first: string; second: string };
  PENDING_BEFORE_DEPLOYED: { changes: readonly string[]; deployed: string };
  TARGET_BEHIND: { target: string; deployed: string };
  NOT_DEPLOYED: { change: string };
  REQUIRED_BY: { change: string; dependants: readonly string[] };
  DEPENDENT_MODULE_MISSING: { dependants: readonly string[] };
  IRREVERSIBLE: { change: string };
  CHANGE_FAILED: {
    operation: 'deploy' | 'revert' | 'verify';
    sqlState: string;
    reason: string;
    detail: string | undefined;
    serverHint: string | undefined;
    where: string | undefined;
    /** Up to five lines of the script around the failure, the failing one marked. */
    excerpt: string | undefined;
    state: StoppedState;
  };
  /** `edited`: what has run is not what the script says now. `interrupted`: nobody knows whether a statement has run. */
  PARTIAL_RUN: {
    change: string;
    operation: 'deploy' | 'revert';
    executed: number;
    total: number;
    reason: 'edited' | 'interrupted';
  };
  /** `missing`: tables that the schema lacks, though it has others. */
  TRACKING_SCHEMA_INCOMPLETE: { missing: readonly string[] };
  /** The schema was made by an older engine, or by another tool, and lacks what `feature` needs. */
  TRACKING_SCHEMA_OUTDATED: { feature: string };
  /** `objects`: what would run with the rights of `user`, such as `trigger spy of events`. */
  TRACKING_SCHEMA_FOREIGN: { owners: readonly string[]; objects: readonly string[]; user: string };
  VERIFY_INCONCLUSIVE: { change: string; result: string };
  VERIFICATION_FAILED: { sqlState: string; reason: string; detail: string | undefined; excerpt: string | undefined };
  EXTENSION_FAILED: { operation: 'create' | 'drop'; extension: string; sqlState: string; reason: string };
  SCRIPT_EDITED: { path: string };
  /** `value`: as it was set; absent when the server's own limit was reached. */
  TIMEOUT: { which: 'statement' | 'lock'; value: string | undefined; state: StoppedState };
  CANCELLED: { state: StoppedState };
  CONNECTION_LOST: { reason: string; state: StoppedState };
  CONFIRMATION_REQUIRED: { operation: string; affects: readonly string[] };
  /** `place`: `host/database`, or `host:port/database`. `given`: what was said instead of it. */
  PRODUCTION_NOT_CONFIRMED: { operation: string; place: string; given: string | undefined };
  NOTHING_SELECTED: { operation: string };
}

export const runSentences: { [C in keyof RunFailures]: (fields: RunFailures[C]) => string } = {
  CONNECTION_FAILED: (f) =>
    `cannot connect to database "${f.database}" at ${f.host}:${f.port} as "${f.user}": ${f.reason}` +
    (f.sqlState === undefined ? '' : ` (${f.sqlState})`),
  DATABASE_MISSING: (f) => `database "${f.database}" does not exist`,
  DATABASE_READ_ONLY: (f) => `database "${f.database}" takes no writes`,
  DATABASE_ERROR: (f) => `the server refused what the run needs (${f.sqlState}): ${f.reason}`,
  SERVER_TOO_OLD: (f) => `PostgreSQL ${f.version} is older than ${f.minimum}`,
  INSUFFICIENT_PRIVILEGE: (f) => `user "${f.user}" lacks ${f.privilege}`,
  ROLE_MISSING: (f) => `${f.roles.map((role) => `"${role}"`).join(', ')}: no such role`,
  EXTENSION_UNAVAILABLE: (f) =>
    `the server does not offer extension "${f.extension}", required by ${f.requiredBy.join(', ')}`,
  EXTENSION_NOT_INSTALLED: (f) => `extension "${f.extension}" is not installed, required by ${f.requiredBy.join(', ')}`,
  MODULE_HIDES_EXTENSION: (f) =>
    `module "${f.module}" is deployed, and not the extension of that name, which ${f.isInstalled ? 'this database has' : 'the server offers'}`,
  LOCKED: (f) =>
    `another run holds this database` +
    (f.pid === undefined
      ? ''
      : `: pid ${f.pid} (${f.application ?? 'unknown application'}) since ${f.since ?? 'unknown'}`),
  LOCK_UNSUPPORTED: () =>
    'the connection is pooled per transaction: the lock of the database would be held by somebody else',
  LOCK_LOST: () => 'this run lost the lock of the database, and another run has taken it',
  CONCURRENT_DEPLOY: (f) => `another run changed the same rows at the same time (${f.sqlState})`,
  TRACKING_VERSION_NEWER: (f) => `schema pgpm_migrate has version ${f.found}; this engine knows up to ${f.known}`,
  MISSING_REQUIREMENT: (f) => `Missing required changes for ${f.change}: ${f.missing.join(', ')}`,
  CHANGE_CONFLICT: (f) =>
    `change "${f.change}" conflicts with "${f.conflicts}", which ${f.isPlanned ? 'the same run would deploy' : 'is deployed'}`,
  DUPLICATE_SCRIPT_HASH: (f) => `${f.changes.join(' and ')} have the same text, which this registry does not allow`,
  SCRIPT_CHANGED: (f) =>
    `script of ${f.change} was edited after its deploy of ${f.deployedAt}: ` +
    `${f.deployedHash.slice(0, 12)} is deployed, the file has ${f.fileHash.slice(0, 12)}`,
  ORPHANED_CHANGE: (f) =>
    `${f.change} is deployed but not planned` + (f.similar === undefined ? '' : `; ${f.similar} has the same text`),
  OUT_OF_ORDER: (f) => `${f.first} was deployed after ${f.second}, though it is planned before it`,
  PENDING_BEFORE_DEPLOYED: (f) => `${f.changes.join(', ')}: planned before ${f.deployed}, which is already deployed`,
  TARGET_BEHIND: (f) => `target ${f.target} lies before ${f.deployed}, which is already deployed`,
  NOT_DEPLOYED: (f) => `${f.change} is not deployed`,
  REQUIRED_BY: (f) => `Cannot revert ${f.change}: required by ${f.dependants.join(', ')}`,
  DEPENDENT_MODULE_MISSING: (f) =>
    `deployed changes of modules that the workspace lacks depend on this: ${f.dependants.join(', ')}`,
  IRREVERSIBLE: (f) => `${f.change} is marked irreversible`,
  CHANGE_FAILED: (f) => `${f.operation} failed with ${f.sqlState}: ${f.reason}`,
  PARTIAL_RUN: (f) =>
    f.reason === 'edited'
      ? `${f.operation} of ${f.change} stopped after ${f.executed} statements, and its script was edited in what has run`
      : `${f.operation} of ${f.change} was interrupted in statement ${f.executed + 1} of ${f.total}, which may have run`,
  TRACKING_SCHEMA_INCOMPLETE: (f) =>
    `schema pgpm_migrate lacks the ${f.missing.length === 1 ? 'table' : 'tables'} ${f.missing.join(', ')}`,
  TRACKING_SCHEMA_OUTDATED: (f) => `schema pgpm_migrate is too old: ${f.feature}`,
  TRACKING_SCHEMA_FOREIGN: (f) =>
    `schema pgpm_migrate belongs to ${f.owners.map((owner) => `"${owner}"`).join(', ')}, and would run with the rights of "${f.user}": ${f.objects.join(', ')}`,
  VERIFY_INCONCLUSIVE: (f) => `verify of ${f.change} ended with ${f.result}`,
  VERIFICATION_FAILED: (f) => `verify failed with ${f.sqlState}: ${f.reason}`,
  EXTENSION_FAILED: (f) =>
    `extension "${f.extension}" could not be ${f.operation === 'create' ? 'installed' : 'dropped'} (${f.sqlState}): ${f.reason}`,
  SCRIPT_EDITED: (f) => `${f.path} was edited while the run was using it`,
  TIMEOUT: (f) => `${f.which} timeout${f.value === undefined ? '' : ` of ${f.value}`} reached`,
  CANCELLED: () => 'cancelled',
  CONNECTION_LOST: (f) => `the connection was lost: ${f.reason}`,
  CONFIRMATION_REQUIRED: (f) => `${f.operation} would remove ${f.affects.length} changes and was not confirmed`,
  PRODUCTION_NOT_CONFIRMED: (f) =>
    `${f.operation} on production, ${JSON.stringify(f.place)}, was not confirmed` +
    (f.given === undefined ? '' : `: ${JSON.stringify(f.given)} was said`),
  NOTHING_SELECTED: (f) => `${f.operation} of a whole workspace needs an explicit word`,
};
