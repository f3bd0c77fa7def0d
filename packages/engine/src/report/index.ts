/** `@pgpm/engine/report`: what turns results, events and errors into text for people and other programs. */
export { errorList } from '../errors/index.js';
export { checkSuite } from './check-suite.js';
export { jsonReport, type ReportOutcome, type ReportSubject } from './json-report.js';
export { renderError, renderProblem } from './render-error.js';
export { renderEvent } from './render-event.js';
export { renderPlanned, type PlannedRun } from './render-planned.js';
export { renderStatus } from './render-status.js';
export { renderAnnotations } from './render-annotations.js';
export { renderCheck } from './render-check.js';
export { renderJUnit, type TestCase, type TestSuite } from './render-junit.js';
export { inset, visible } from './visible.js';
