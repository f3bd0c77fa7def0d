module.exports = require('../../jest.preset.js').forPackage(__dirname);
