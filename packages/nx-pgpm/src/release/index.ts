/** What Nx loads for `nx release` (`nx-pgpm/release`). The first import says what to install where it is missing. */
import './require-nx-js.js';

export { afterAllProjectsVersioned, ModuleVersionActions as default } from './version-actions.js';
