import type { EngineError } from '../errors/index.js';

/** What is proven of each change, in this order. */
export const proofSteps = ['failsBefore', 'deploys', 'verifies', 'reverts', 'redeploys'] as const;

export type ProofStep = (typeof proofSteps)[number];

/** `waived`: the script says that it cannot be so, and why. `skipped`: not tried, because something before it failed. */
export type ProofStatus = 'passed' | 'failed' | 'waived' | 'skipped';

/** What the check of one change found. */
export interface ChangeProof {
  readonly change: string;
  /** The deploy script, relative to the workspace root. */
  readonly file: string;
  readonly steps: Readonly<Record<ProofStep, ProofStatus>>;
  /** Milliseconds that it took. */
  readonly ms: number;
}

/** What the check of a module found. */
export interface ModuleProof {
  readonly module: string;
  /** In plan order. */
  readonly changes: readonly ChangeProof[];
  /** All reverts from the last change to the first restore what was there, and all deploys make the same again. */
  readonly whole: ProofStatus;
  /** The packaged module makes the same as the deploy scripts. */
  readonly bundle: ProofStatus;
  /** Everything that was found, in plan order. Without an error among it, the module is proven. */
  readonly problems: readonly EngineError[];
}
