import { GeneratorError } from '../tree/generator-error.js';

try {
  require.resolve('@nx/js/package.json');
} catch (cause) {
  if (!(cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND')) throw cause;
  throw new GeneratorError(
    'NX_JS_MISSING',
    'nx release reads and writes package.json with @nx/js, which is not installed',
    'nx add @nx/js',
  );
}
