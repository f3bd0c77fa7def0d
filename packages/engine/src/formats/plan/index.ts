export { isTimestamp } from './grammar.js';
export { editPlan, type PlanEdit } from './edit.js';
export { parsePlan, type ParsedPlan, type PlanContext } from './parse.js';
export { inWritingOrder, printChange, printPlan, printTag, type ChangeLine, type TagLine } from './print.js';
export { removeChangesFrom, renameInPlan, reorderChanges, setRequirements, type PlanRenaming } from './rewrite.js';
