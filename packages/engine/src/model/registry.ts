/** One row of `pgpm_migrate.changes`. */
export interface DeployedChange {
  readonly module: string;
  readonly change: string;
  /** SHA-256 of the deploy script, hex. */
  readonly hash: string;
  /** ISO 8601 with microseconds, UTC; or what somebody else has put there: `infinity`, `-infinity`, or nothing (`unknown`). */
  readonly deployedAt: string;
}

/** One row of `pgpm_migrate.dependencies`, with names as recorded: bare, `module:change` or `module:@tag`. */
export interface DeployedRequirement {
  readonly module: string;
  readonly change: string;
  readonly requires: string;
}

/** A statement of a script without a transaction that was begun, and whether it is known to have ended. */
export interface NotedStatement {
  readonly module: string;
  readonly change: string;
  readonly operation: 'deploy' | 'revert';
  /** Place in the script, from 0. */
  readonly position: number;
  /** SHA-256 of its text, hex. */
  readonly hash: string;
  readonly isFinished: boolean;
}

/** What the registry holds about deployed changes. */
export interface RegistryState {
  /** In order of deployment. */
  readonly changes: readonly DeployedChange[];
  /** Of scripts that are not through, in their order. */
  readonly statements: readonly NotedStatement[];
}
