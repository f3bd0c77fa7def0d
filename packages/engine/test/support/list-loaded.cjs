// For `node -r`: prints `loaded run/x.ts` for each file of the engine's runs that is loaded when the process ends.
const { sep } = require('node:path');

process.on('exit', () => {
  const files = Object.keys(require.cache).map((path) => path.split(sep).slice(-2).join('/'));
  for (const file of files.filter((name) => name.startsWith('run/'))) console.log(`loaded ${file}`);
});
