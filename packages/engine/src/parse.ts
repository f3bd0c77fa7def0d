/**
 * `@pgpm/engine/parse`: the readers of plans, control files and script headers, and nothing else. For tools that start
 * often and read much, such as the Nx graph: a third of the files that the whole engine loads.
 */
export { parseControl } from './formats/control/index.js';
export { parsePlan } from './formats/plan/index.js';
export { parseScriptHeader } from './formats/script/header.js';
