export { addChange, type AddChangeOptions } from './add-change.js';
export { addTag, type AddTagOptions } from './add-tag.js';
export { analyze, type AnalyzeCode, type AnalyzeOptions, type Finding } from './analyze/index.js';
export {
  findPlanner,
  planTimestamp,
  readAttribution,
  type Attribution,
  type AttributionOptions,
  type FoundPlanner,
} from './attribution.js';
export { applyEdits, diskFiles } from './disk.js';
export type { Authored, FileEdit, Files } from './files.js';
export { initModule, type InitModuleOptions } from './init-module.js';
export { initWorkspace, type InitWorkspaceOptions } from './init-workspace.js';
export { moveModuleFolder, type MoveModuleFolderOptions } from './module-folders.js';
export {
  missingModules,
  recordModules,
  type InstalledModule,
  type MissingModulesOptions,
  type RecordModulesOptions,
} from './record-modules.js';
export { recordUpgrades, type RecordUpgradesOptions } from './record-upgrades.js';
export { removeChanges, type RemoveChangesOptions, type RemovedChanges } from './remove-changes.js';
export { renameChanges, type RenameChangesOptions } from './rename-changes.js';
export { renameModule, type RenameModuleOptions } from './rename-module.js';
export { rewritePlan, type RewritePlanOptions, type RewrittenLine, type RewrittenPlan } from './rewrite-plan.js';
export { setRequires, type RequirableModule, type SetRequiresOptions } from './set-requires.js';
export type { ModulePlace } from './source.js';
export { syncVersions, type SyncVersionsOptions } from './sync-versions.js';
