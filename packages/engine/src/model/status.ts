export interface DeployedSince {
  readonly change: string;
  /** ISO 8601, UTC. */
  readonly deployedAt: string;
}

/** A script without a transaction that stopped half way. The next run of the same operation goes on. */
export interface PartialChange {
  readonly change: string;
  readonly operation: 'deploy' | 'revert';
  /** How many of its statements are known to have run. */
  readonly executed: number;
}

export interface ModuleStatus {
  readonly module: string;
  readonly planned: number;
  /** In plan order. */
  readonly deployed: readonly DeployedSince[];
  /** In plan order. */
  readonly pending: readonly string[];
  /** Deployed with another text than the file has now. */
  readonly changed: readonly string[];
  /** Deployed and not planned. */
  readonly orphaned: readonly string[];
  readonly outOfOrder: boolean;
  readonly partial: readonly PartialChange[];
  /** Name of the newest tag all of whose changes are deployed. */
  readonly tag: string | undefined;
}
