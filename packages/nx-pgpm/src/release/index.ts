/** What Nx loads for `nx release` (`nx-pgpm/release`). */
export { afterAllProjectsVersioned, ModuleVersionActions as default } from './version-actions.js';
