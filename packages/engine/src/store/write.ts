/** What a run records besides the changes themselves. */
export { expectState } from './expected-state.js';
export { literal } from './literal.js';
export { recordMoves, type Move } from './moves.js';
export {
  finishStatements,
  forgetBegunStatements,
  forgetStatements,
  noteStatements,
  readInvalidIndexes,
  type NotedScript,
} from './notes.js';
export { recordRunEnd, recordRunStart, type RunEnd, type RunOperation } from './runs.js';
