/** One row of `pgpm_migrate.changes`. */
export interface DeployedChange {
  readonly module: string;
  readonly change: string;
  /** SHA-256 of the deploy script, hex. */
  readonly hash: string;
  /** ISO 8601 with microseconds, UTC. */
  readonly deployedAt: string;
}

/** One row of `pgpm_migrate.dependencies`, with names as recorded: bare, `module:change` or `module:@tag`. */
export interface DeployedRequirement {
  readonly module: string;
  readonly change: string;
  readonly requires: string;
}
