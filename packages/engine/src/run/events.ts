import type { EngineError } from '../errors/index.js';
import type { LockHolder, Notice } from '../store/index.js';

export type Operation = 'deploy' | 'verify' | 'revert';

/** Progress of a run, in a stable order. Every event is a plain value. */
export type RunEvent =
  | { readonly kind: 'run:start'; readonly operation: Operation; readonly modules: readonly string[] }
  /** `serverVersion`: as the server calls it, such as `18.4`. */
  | { readonly kind: 'connected'; readonly serverVersion: string }
  | { readonly kind: 'preflight:issue'; readonly problem: EngineError }
  | { readonly kind: 'lock:wait'; readonly holder: LockHolder | undefined }
  | { readonly kind: 'lock:acquired' }
  /**
   * A transaction waited too long for a lock, was rolled back, and is tried again after a pause. Changes that it had done
   * are done again.
   */
  | {
      readonly kind: 'lock:retry';
      readonly module: string;
      readonly change: string;
      /** The attempt that failed, from 1. */
      readonly attempt: number;
      readonly retries: number;
      readonly pauseMs: number;
    }
  | { readonly kind: 'extension:installed'; readonly extension: string }
  | { readonly kind: 'module:start'; readonly module: string; readonly changes: number }
  | { readonly kind: 'module:done'; readonly module: string; readonly changes: number }
  | { readonly kind: 'change:start'; readonly module: string; readonly change: string }
  | {
      readonly kind: 'change:done';
      readonly operation: Operation;
      readonly module: string;
      readonly change: string;
      /** On the server's clock. */
      readonly ms: number;
    }
  | { readonly kind: 'change:fail'; readonly problem: EngineError }
  | { readonly kind: 'notice'; readonly module: string; readonly change: string; readonly notice: Notice }
  /** Sent every few seconds while the server works on one message. */
  | { readonly kind: 'waiting'; readonly module: string; readonly change: string; readonly seconds: number }
  | { readonly kind: 'run:done'; readonly operation: Operation; readonly summary: string };

export type OnEvent = (event: RunEvent) => void;
