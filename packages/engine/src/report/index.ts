export { checkSuite } from './check-suite.js';
export { errorList, isCodedError, type CodedError } from './coded-error.js';
export { jsonReport, type ReportOutcome, type ReportSubject } from './json-report.js';
export { renderError, renderProblem } from './render-error.js';
export { renderEvent } from './render-event.js';
export { renderStatus } from './render-status.js';
export { renderAnnotations } from './render-annotations.js';
export { renderCheck } from './render-check.js';
export { renderJUnit, type TestCase, type TestSuite } from './render-junit.js';
