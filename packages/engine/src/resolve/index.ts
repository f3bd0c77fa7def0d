export {
  comparePlan,
  deployedAfter,
  newestInstances,
  pendingChanges,
  rowsByModule,
  type PlanState,
} from './compare.js';
export { reachableFrom, requiredNames, sortModules, type Closure, type ClosureEntry } from './modules.js';
export { changeAt, changeKey, moduleOfReference, resolveInPlan, type ChangeKey } from './references.js';
export { deployedGraph, planRemoval, type DeployedGraph, type Removal } from './removal.js';
export { settleRequirements, settleReworked, type Renaming } from './rework.js';
export { resolveRequirements, type ModuleRequirements, type Requirements } from './requirements.js';
export type { WrittenRequirements } from './reference-resolver.js';
export { resolveTarget, type Target } from './target.js';
