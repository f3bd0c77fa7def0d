/**
 * The public API. What reads text and files is loaded at once; what a command does is loaded when it is called, so that
 * tools which only look at plans (the Nx graph) never load a database driver.
 */
import type * as Authoring from './authoring/index.js';
import type { PackageOptions, PackageResult } from './bundle/index.js';
import type { CheckOptions, CheckResult } from './run/check/index.js';
import type { DeployOptions, DeployResult } from './run/deploy.js';
import type { RunOptions } from './run/options.js';
import type { RevertOptions, RevertResult } from './run/revert.js';
import type { StatusResult } from './run/status.js';
import type { VerifyOptions, VerifyResult } from './run/verify.js';

export * from './errors/index.js';
export type * from './authoring/index.js';
export { parseControl, parsePlan, parseReference, parseScriptHeader } from './formats/index.js';
export type * from './model/index.js';
export { proofSteps } from './model/index.js';
export {
  errorList,
  isCodedError,
  jsonReport,
  renderAnnotations,
  renderCheck,
  renderError,
  renderEvent,
  renderJUnit,
  renderProblem,
  renderStatus,
  type CodedError,
  type ReportOutcome,
  type ReportSubject,
} from './report/index.js';
export { requiredNames, sortModules, type Closure, type ClosureEntry } from './resolve/index.js';
export { findModule, moduleAt, openWorkspace, readModule } from './workspace/index.js';
export type { PackageOptions, PackageResult } from './bundle/index.js';
export { readClosure, type ClosureContents } from './run/closure-contents.js';
export type { ChangeOutcome } from './run/execute.js';
export { listenForInterrupts, type Interrupt, type InterruptListener, type SignalSource } from './run/interrupts.js';
export type { Operation, OnEvent, RunEvent } from './run/events.js';
export type { RunOptions, TransactionScope, WriteOptions } from './run/options.js';
export type { CheckOptions, CheckResult, ScratchDatabase } from './run/check/index.js';
export type { DeployOptions, DeployResult } from './run/deploy.js';
export type { RevertOptions, RevertResult } from './run/revert.js';
export type { StatusResult } from './run/status.js';
export type { VerifyOptions, VerifyResult } from './run/verify.js';

/** See {@link DeployOptions}. */
export async function deploy(options: DeployOptions): Promise<DeployResult> {
  return (await import('./run/deploy.js')).deploy(options);
}

/** See {@link VerifyOptions}. */
export async function verify(options: VerifyOptions): Promise<VerifyResult> {
  return (await import('./run/verify.js')).verify(options);
}

/** See {@link RevertOptions}. */
export async function revert(options: RevertOptions): Promise<RevertResult> {
  return (await import('./run/revert.js')).revert(options);
}

/** Compares plans with what is deployed. */
export async function status(options: RunOptions): Promise<StatusResult> {
  return (await import('./run/status.js')).status(options);
}

/** See {@link PackageOptions}. */
export async function packageModule(options: PackageOptions): Promise<PackageResult> {
  return (await import('./bundle/index.js')).packageModule(options);
}

/** See {@link CheckOptions}. */
export async function check(options: CheckOptions): Promise<CheckResult> {
  return (await import('./run/check/index.js')).check(options);
}

/**
 * What makes and edits the files of modules: functions that take files as values and return edits, and `applyEdits`,
 * which writes them.
 *
 * @example const { addChange, applyEdits, diskFiles } = await loadAuthoring();
 */
export async function loadAuthoring(): Promise<typeof Authoring> {
  return import('./authoring/index.js');
}
