// In its repository, Nx finds this file before the sources: it would load a compiler of its own for them, for half a second.
require('../../../tools/sources.cjs');
module.exports = require('../src/executors/index.ts');
