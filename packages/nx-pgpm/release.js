// What Nx loads for a release where the plugin is developed.
require('../../tools/sources.cjs');
module.exports = require('./src/release/index.ts');
