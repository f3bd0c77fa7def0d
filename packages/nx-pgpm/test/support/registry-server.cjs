// A registry for packages in a process of its own: node registry-server.cjs <folder> <upstream>. Tells its port to its parent,
// and ends with it.
const { join } = require('node:path');
const { runServer } = require('verdaccio');

const [, , folder, upstream] = process.argv;
const ours = { access: '$all', publish: '$all' };

runServer({
  configPath: join(folder, 'config.yaml'),
  storage: join(folder, 'storage'),
  uplinks: { upstream: { url: upstream, cache: false } },
  packages: {
    '@app/*': ours,
    '@pgpm/*': ours,
    'nx-pgpm': ours,
    pgpm: ours,
    '**': { access: '$all', proxy: 'upstream' },
  },
  max_body_size: '100mb',
  log: { type: 'stdout', format: 'json', level: 'error' },
}).then((server) => {
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
});
process.on('disconnect', () => process.exit());
