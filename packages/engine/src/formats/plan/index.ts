export { isTimestamp } from './grammar.js';
export { editPlan, type PlanEdit } from './edit.js';
export { parsePlan, type ParsedPlan, type PlanContext } from './parse.js';
export { printChange, printPlan, printTag, type ChangeLine, type TagLine } from './print.js';
