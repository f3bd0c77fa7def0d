/**
 * The public API. What reads text and files is loaded at once; what a command does is loaded when it is called, so that
 * tools which only look at plans (the Nx graph) never load a database driver.
 */
import type * as Authoring from './authoring/index.js';
import type { PackageOptions, PackageResult } from './bundle/index.js';
import type { EngineError } from './errors/index.js';
import type { CheckOptions, CheckResult } from './run/check/index.js';
import type { ClosureContents } from './run/closure-contents.js';
import type { DeployOptions } from './run/deploy-options.js';
import type { DeployResult } from './run/deploy.js';
import type { BaselineOptions } from './run/maintenance/baseline.js';
import type { DependencyOptions, DependencyResult } from './run/maintenance/dependencies.js';
import type { Examined, ExamineOptions } from './run/maintenance/examine.js';
import type { InitRegistryOptions, InitRegistryResult } from './run/maintenance/init-registry.js';
import type { ListResult } from './run/maintenance/list-changes.js';
import type { HistoryOptions, HistoryResult } from './run/maintenance/read-history.js';
import type { RehashOptions, RehashResult } from './run/maintenance/rehash.js';
import type { RepairOptions, RepairResult } from './run/maintenance/repair.js';
import type { UpgradeRegistryOptions, UpgradeRegistryResult } from './run/maintenance/upgrade-registry.js';
import type { RunOptions, SelectionOptions } from './run/options.js';
import type { RevertPreview } from './run/preview.js';
import type { RevertOptions, RevertResult } from './run/revert.js';
import type { StatusResult } from './run/status.js';
import type { VerifyOptions, VerifyResult } from './run/verify.js';

export * from './errors/index.js';
export type * from './authoring/index.js';
export { parseConfig, parseControl, parsePlan, parseReference, type ParsedConfig } from './formats/index.js';
export type * from './model/index.js';
export { proofSteps } from './model/index.js';
export {
  requiredNames,
  resolveRequirements,
  sortModules,
  type Closure,
  type ClosureEntry,
  type ModuleRequirements,
} from './resolve/index.js';
export { findModule, moduleAt, openWorkspace, readModule } from './workspace/index.js';
export type { PackageOptions, PackageResult } from './bundle/index.js';
export type { ClosureContents } from './run/closure-contents.js';
export type { ChangeOutcome } from './run/work.js';
export { listenForInterrupts, type Interrupt, type InterruptListener, type SignalSource } from './run/interrupts.js';
export type { Operation, OnEvent, RunEvent } from './run/events.js';
export type { DatabaseOptions, RunOptions, SelectionOptions, TransactionScope, WriteOptions } from './run/options.js';
export type { PlanOut } from './run/plan-out.js';
export type { RemovedObject, RevertPreview, TouchedRows } from './run/preview.js';
export type { BaselineOptions } from './run/maintenance/baseline.js';
export type { Dependency, DependencyOptions, DependencyResult } from './run/maintenance/dependencies.js';
export type { Examined, ExamineOptions } from './run/maintenance/examine.js';
export type { InitRegistryOptions, InitRegistryResult } from './run/maintenance/init-registry.js';
export type { ChangeState, ListedChange, ListResult } from './run/maintenance/list-changes.js';
export type { HistoryOptions, HistoryResult } from './run/maintenance/read-history.js';
export type { Rehashed, RehashOptions, RehashResult } from './run/maintenance/rehash.js';
export type { RepairOptions, RepairResult } from './run/maintenance/repair.js';
export type { UpgradeRegistryOptions, UpgradeRegistryResult } from './run/maintenance/upgrade-registry.js';
export type { HistoryEvent, PastRun, RunningRun } from './store/inspect.js';
export type { CheckOptions, CheckResult, ScratchDatabase } from './run/check/index.js';
export type { DeployOptions } from './run/deploy-options.js';
export type { DeployResult } from './run/deploy.js';
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

/** What a revert would remove; see {@link RevertPreview}. */
export async function previewRevert(options: RevertOptions): Promise<RevertPreview> {
  return (await import('./run/revert.js')).previewRevert(options);
}

/** Records plans as deployed without running them. */
export async function baseline(options: BaselineOptions): Promise<DeployResult> {
  return (await import('./run/maintenance/baseline.js')).baseline(options);
}

/** The same as SQL, for a database that has a registry. Asks no database. */
export async function baselineSql(options: SelectionOptions): Promise<string> {
  return (await import('./run/maintenance/baseline.js')).baselineSql(options);
}

/** Makes the registry of a database; see {@link InitRegistryOptions}. */
export async function initRegistry(options: InitRegistryOptions): Promise<InitRegistryResult> {
  return (await import('./run/maintenance/init-registry.js')).initRegistry(options);
}

/** Brings the registry of a database up to date; see {@link UpgradeRegistryResult}. */
export async function upgradeRegistry(options: UpgradeRegistryOptions): Promise<UpgradeRegistryResult> {
  return (await import('./run/maintenance/upgrade-registry.js')).upgradeRegistry(options);
}

/** Accepts edited deploy scripts as what is deployed; see {@link RehashResult}. */
export async function rehash(options: RehashOptions): Promise<RehashResult> {
  return (await import('./run/maintenance/rehash.js')).rehash(options);
}

/** Puts the registry right after renames in plans and runs that died; see {@link RepairOptions}. */
export async function repair(options: RepairOptions): Promise<RepairResult> {
  return (await import('./run/maintenance/repair.js')).repair(options);
}

/** What happened to a database; see {@link HistoryResult}. */
export async function readHistory(options: HistoryOptions): Promise<HistoryResult> {
  return (await import('./run/maintenance/read-history.js')).readHistory(options);
}

/** The changes of plans, each with its state; see {@link ListResult}. */
export async function listChanges(options: RunOptions): Promise<ListResult> {
  return (await import('./run/maintenance/list-changes.js')).listChanges(options);
}

/** What a change requires and what requires it; see {@link DependencyResult}. */
export async function dependenciesOf(options: DependencyOptions): Promise<DependencyResult> {
  return (await import('./run/maintenance/dependencies.js')).dependenciesOf(options);
}

/** Looks at all of a database that decides whether modules can be deployed there; see {@link Examined}. */
export async function examineDatabase(options: ExamineOptions): Promise<readonly Examined[]> {
  return (await import('./run/maintenance/examine.js')).examineDatabase(options);
}

/** Compares plans with what is deployed. */
export async function status(options: RunOptions): Promise<StatusResult> {
  return (await import('./run/status.js')).status(options);
}

/** What a deployment of modules would build; see {@link ClosureContents}. */
export async function readClosure(options: Pick<RunOptions, 'workspace' | 'targets'>): Promise<ClosureContents> {
  return (await import('./run/closure-contents.js')).readClosure(options);
}

/** See {@link PackageOptions}. */
export async function packageModule(options: PackageOptions): Promise<PackageResult> {
  return (await import('./bundle/index.js')).packageModule(options);
}

/** What differs between the packaged files of a module and what {@link packageModule} would write: `PACKAGE_DRIFT`, each with its reason. */
export async function checkPackage(options: Omit<PackageOptions, 'dryRun'>): Promise<readonly EngineError[]> {
  return (await import('./bundle/index.js')).checkPackage(options);
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
