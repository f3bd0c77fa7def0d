import type { EngineError } from '../errors/index.js';
import type { Change, Module } from '../model/index.js';
import type { ChangeKey } from '../resolve/index.js';
import type { ScriptStep } from './steps.js';

/** A change to deploy and what to record of it. */
export interface DeployStep extends ScriptStep {
  readonly module: Module;
  readonly requires: readonly ChangeKey[];
}

export interface DeployPlan {
  /** In deploy order. */
  readonly steps: readonly DeployStep[];
  /** Planned changes up to the targets that are deployed already. */
  readonly skipped: readonly ChangeKey[];
  /** Errors and warnings, in module order. */
  readonly problems: readonly EngineError[];
}

/** A module of the selection, and what the registry says about it. */
export interface ComparedModule {
  readonly module: Module;
  /** Changes to deploy, in plan order. */
  readonly pending: readonly Change[];
  readonly skipped: readonly ChangeKey[];
  readonly problems: readonly EngineError[];
}
