export { renderError } from './render-error.js';
export { renderEvent } from './render-event.js';
export { renderStatus } from './render-status.js';
