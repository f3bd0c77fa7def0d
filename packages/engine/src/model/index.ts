export type { DeployedChange, DeployedRequirement, NotedStatement, RegistryState } from './registry.js';
export type { Change, Control, Places, Plan, Pragma, Reference, Tag } from './plan.js';
export type {
  Module,
  ModuleSource,
  PlannedModule,
  ServerConfig,
  Workspace,
  WorkspaceConfig,
  ConfigOverrides,
  Planner,
} from './module.js';
export type { Directives, ScriptKind, ScriptHeader } from './script.js';
export type { DeployedSince, ModuleStatus, PartialChange } from './status.js';
export { proofSteps, type ChangeProof, type ModuleProof, type ProofStatus, type ProofStep } from './check.js';
