export { errorList, isCodedError, type CodedError } from './coded-error.js';
export {
  EngineError,
  inContext,
  isEngineError,
  problemsOf,
  throwProblems,
  type ErrorCode,
  type ErrorContext,
  type Failures,
  type Place,
} from './engine-error.js';
export type { ObjectDifference } from './check-failures.js';
export type { PlanLineProblem } from './plan-failures.js';
export type { PartialScript, StoppedState } from './run-failures.js';
export { similarNames } from './similar-names.js';
export { throwFindings } from './throw-findings.js';
