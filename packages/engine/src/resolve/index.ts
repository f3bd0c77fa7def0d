export {
  comparePlan,
  deployedAfter,
  newestInstances,
  pendingChanges,
  rowsByModule,
  type PlanState,
} from './compare.js';
export { requiredNames, sortModules, type Closure, type ClosureEntry } from './modules.js';
export {
  changeAt,
  changeKey,
  indexPlan,
  moduleOfReference,
  resolveInPlan,
  type ChangeKey,
  type PlanIndex,
} from './references.js';
export { deployedGraph, planRemoval, type DeployedGraph, type Removal } from './removal.js';
export { settleRequirements, settleReworked, type Renaming } from './rework.js';
export { resolveRequirements, writtenInPlan, type ModuleRequirements, type Requirements } from './requirements.js';
export { PlanIndexes, type WrittenRequirements } from './reference-resolver.js';
export { resolveTarget, type Target } from './target.js';
