export interface DeployedSince {
  readonly change: string;
  /** ISO 8601, UTC. */
  readonly deployedAt: string;
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
  /** Name of the newest tag all of whose changes are deployed. */
  readonly tag: string | undefined;
}
