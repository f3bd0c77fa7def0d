export { parsePlan, type ParsedPlan, type PlanContext } from './parse.js';
