// What Nx loads as the plugin where it is developed: `main` of its build.
require('../../tools/sources.cjs');
module.exports = require('./src/index.ts');
