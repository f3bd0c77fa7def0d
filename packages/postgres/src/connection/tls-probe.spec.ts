import { createServer, type AddressInfo, type Server } from 'node:net';

import { offersTls } from './tls-probe.js';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve))));

test.each([
  ['S', true],
  ['N', false],
  // an old server, or none of PostgreSQL
  ['E', false],
])('understands the answer %s', async (answer, expected) => {
  expect(await offersTls('127.0.0.1', await listen(answer))).toBe(expected);
});

test('does not wait for ever, and leaves reporting to the real connection', async () => {
  expect(await offersTls('127.0.0.1', await listen(undefined), 20)).toBe(false);
});

test('takes a refused connection for no', async () => {
  const port = await listen('S');
  await new Promise((resolve) => server?.close(resolve));
  server = undefined;
  expect(await offersTls('127.0.0.1', port)).toBe(false);
});

async function listen(answer: string | undefined): Promise<number> {
  const listening = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      expect(data.toString('hex')).toBe('0000000804d2162f');
      if (answer !== undefined) socket.write(answer);
    });
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return portOf(listening.address());
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}
