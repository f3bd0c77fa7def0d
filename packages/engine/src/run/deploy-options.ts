import type { TransactionScope, WriteOptions } from './options.js';
import type { PlanOut } from './plan-out.js';

export interface DeployOptions extends WriteOptions {
  /** How much one transaction holds. Default: `change` where the workspace has `deployment.useTx` off, else `module`. */
  readonly tx?: TransactionScope | undefined;
  /** Record the changes without running their scripts. Default: `deployment.logOnly` of the workspace, else `false`. */
  readonly logOnly?: boolean | undefined;
  /**
   * Take requirements from the plan; `false` takes them from the scripts' headers. Default: `deployment.usePlan` of the
   * workspace, else `true`.
   */
  readonly usePlan?: boolean | undefined;
  /** Say nothing about deployed changes whose script was edited. Default: `false`. */
  readonly allowChanged?: boolean | undefined;
  /** Refuse to run when a deployed change's script was edited. Default: `false`, which warns. */
  readonly strictHash?: boolean | undefined;
  /** A target that lies behind what is deployed is a warning instead of an error. Default: `false`. */
  readonly ensure?: boolean | undefined;
  /** Check everything and list the changes, but change nothing. Default: `false`. */
  readonly dryRun?: boolean | undefined;
  /** Changes nothing, and writes what would run as one file for `psql`, piece by piece. */
  readonly planOut?: PlanOut | undefined;
  /** Create the database when it does not exist. Default: `false`. */
  readonly createDatabase?: boolean | undefined;
  /** Keep the revert scripts in the registry, for changes whose files are gone one day. Default: `true`. */
  readonly keepScripts?: boolean | undefined;
}

/** Options that nothing is left to the workspace of. */
export interface SettledDeployOptions extends DeployOptions {
  readonly tx: TransactionScope;
  readonly logOnly: boolean;
  readonly usePlan: boolean;
}

/** With what the workspace says where the caller does not. */
export function settleOptions(options: DeployOptions): SettledDeployOptions {
  const { useTx = true, logOnly = false, usePlan = true } = options.workspace.config.deployment;
  return {
    ...options,
    tx: options.tx ?? (useTx ? 'module' : 'change'),
    logOnly: options.logOnly ?? logOnly,
    usePlan: options.usePlan ?? usePlan,
  };
}
