export { comparePlan, deployedAfter, newestInstances, pendingChanges, type PlanState } from './compare.js';
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
export {
  PlanIndexes,
  resolveRequirements,
  writtenInPlan,
  type ModuleRequirements,
  type Requirements,
  type WrittenRequirements,
} from './requirements.js';
export { resolveTarget, type Target } from './target.js';
