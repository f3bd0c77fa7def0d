/** How TypeScript becomes what Node runs where nothing is built: in tests, and in whatever loads `sources.cjs`. */
module.exports = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};
