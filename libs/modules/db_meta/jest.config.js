module.exports = require('../../../jest.preset.js').forModule(__dirname);
