export { errorList, isCodedError, type CodedError } from './coded-error.js';
export { jsonReport, type ReportOutcome, type ReportSubject } from './json-report.js';
export { renderError } from './render-error.js';
export { renderEvent } from './render-event.js';
export { renderStatus } from './render-status.js';
