import { parsePostmaster } from './postmaster.js';

const text = '4711\n/w/.pgpm/dev/data\n1700000000\n21234\n\n127.0.0.1\n  1234   5\nready   \n';

test('reads what a server writes', () => {
  expect(parsePostmaster(text)).toEqual({ pid: 4711, dataDir: '/w/.pgpm/dev/data', port: 21234, status: 'ready' });
});

test('knows a server that is not yet ready', () => {
  expect(parsePostmaster(text.replace('ready   ', 'starting'))?.status).toBe('starting');
  expect(parsePostmaster('4711\n/data\n1700000000\n')).toMatchObject({ pid: 4711, status: 'unknown' });
});

test.each(['', '\n', 'x\n', '-1\n', '0\n'])('finds no server in %j', (broken) => {
  expect(parsePostmaster(broken)).toBeUndefined();
});
