import type * as VersionActions from '@nx/js/src/release/version-actions';
import { createRequire } from 'node:module';
import { GeneratorError } from '../tree/generator-error.js';

/** What `@nx/js` does for the release of an npm package. Where it is not installed, the error says how to get it. */
function loadVersionActions(): typeof VersionActions {
  const load = createRequire(__filename);
  try {
    load.resolve('@nx/js/package.json');
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND')) throw cause;
    throw new GeneratorError(
      'NX_JS_MISSING',
      'nx release reads and writes package.json with @nx/js, which is not installed',
      'nx add @nx/js',
    );
  }
  return load('@nx/js/src/release/version-actions') as typeof VersionActions;
}

export const { default: JsVersionActions, afterAllProjectsVersioned } = loadVersionActions();
