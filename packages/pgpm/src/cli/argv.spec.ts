import { normaliseArguments } from './argv.js';

test.each([
  ['deploy --logOnly', 'deploy --log-only'],
  ['deploy --usePlan=false --no-tx', 'deploy --no-use-plan --no-tx'],
  ['deploy --recursive=true --no-lock=false', 'deploy --recursive --lock'],
  ['--cwd a deploy --to=@v1 -V', '--cwd a deploy --to=@v1 -V'],
  ['deploy --url=postgresql://a:B=false@c', 'deploy --url=postgresql://a:B=false@c'],
  ['env -- npm run --logOnly', 'env -- npm run --logOnly'],
  ['help server start', 'server start --help'],
  ['help', '--help'],
])('%s is %s', (given, normal) => expect(normaliseArguments(given.split(' ')).join(' ')).toBe(normal));

test('nothing at all asks for help', () => expect(normaliseArguments([])).toEqual(['--help']));
