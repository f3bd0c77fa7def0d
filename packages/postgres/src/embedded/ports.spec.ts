import { createServer } from 'node:net';

import { choosePort, isListening, preferredPort } from './ports.js';

test('a directory has one port, outside of the range for outgoing connections', () => {
  expect(preferredPort('/w')).toBe(preferredPort('/w'));
  for (const directory of ['/', '/w', '/w/ä b']) {
    expect(preferredPort(directory)).toBeGreaterThanOrEqual(20_000);
    expect(preferredPort(directory)).toBeLessThan(30_000);
  }
});

test('goes on to the next port when one is taken or does not work', async () => {
  const preferred = await choosePort(preferredPort(__dirname), new Set());
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(preferred, '127.0.0.1', resolve));
  try {
    expect(await isListening(preferred)).toBe(true);
    const next = await choosePort(preferred, new Set());
    expect(next).not.toBe(preferred);
    expect(await choosePort(preferred, new Set([next]))).not.toBe(next);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
  expect(await isListening(preferred)).toBe(false);
});

test('begins again at the start of its range', async () => {
  expect(await choosePort(29_999, new Set([29_999]))).toBeLessThan(29_999);
});
