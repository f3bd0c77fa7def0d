import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

import { shakeHands } from './handshake.cjs';
import { fatal, startup } from './messages.cjs';
import { Reader } from './reader.cjs';

const int32 = (...values: readonly number[]): Buffer => {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, place) => buffer.writeInt32BE(value, place * 4));
  return buffer;
};
const passwordMessage = (text: string): Buffer => {
  const body = Buffer.from(`${text}\0`);
  return Buffer.concat([Buffer.from('p'), int32(body.length + 4), body]);
};
const known = { user: 'postgres', database: 'postgres' };

/** What the handshake makes of the bytes of a client, and what it answers. */
async function shake(...pieces: readonly (string | Uint8Array)[]): Promise<{ settings: unknown; answer: string }> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const client = connect(address.port, '127.0.0.1');
  const chunks: Buffer[] = [];
  client.on('data', (chunk) => chunks.push(chunk));
  const [socket] = await accepted;
  // Byte by byte: messages arrive in any pieces.
  for (const byte of Buffer.concat(pieces.map((piece) => Buffer.from(piece)))) client.write(Buffer.from([byte]));
  client.end();
  const settings = await shakeHands(socket, new Reader(socket), 's3cret');
  socket.end();
  await once(client, 'close');
  server.close();
  return { settings, answer: Buffer.concat(chunks).toString('latin1') };
}

test('lets in who knows the password, and passes on the other settings', async () => {
  const { settings, answer } = await shake(
    startup({ ...known, application_name: 'jest', TimeZone: 'UTC' }),
    passwordMessage('s3cret'),
  );
  expect(settings).toEqual({ application_name: 'jest', TimeZone: 'UTC' });
  expect(answer).toBe('R\0\0\0\b\0\0\0\u0003');
});

test('declines encryption, which needs no protection against anybody here', async () => {
  const { settings, answer } = await shake(
    int32(8, 80877104),
    int32(8, 80877103),
    startup(known),
    passwordMessage('s3cret'),
  );
  expect(settings).toEqual({});
  expect(answer.slice(0, 2)).toBe('NN');
});

test.each([
  ['another password', startup(known), 's3cres', '28P01'],
  ['no password', startup(known), '', '28P01'],
  ['another user', startup({ ...known, user: 'bob' }), 's3cret', '28P01'],
  ['another database', startup({ ...known, database: 'shop' }), 's3cret', '3D000'],
  ['options', startup({ ...known, options: '-c x.y=1' }), 's3cret', '0A000'],
  ['replication', startup({ ...known, replication: 'database' }), 's3cret', '0A000'],
])('refuses %s', async (_case, message, password, code) => {
  const { settings, answer } = await shake(message, passwordMessage(password));
  expect(settings).toBeUndefined();
  expect(answer).toContain(`C${code}\0`);
  expect(answer).not.toContain('s3cret');
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['half a message', startup(known).subarray(0, 12)],
  ['a length below its own', int32(3, 196608)],
  ['a length beyond every limit', int32(0x7fffffff, 196608)],
  ['a negative length', int32(-1, 196608)],
  ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['a cancel request', int32(16, 80877102, 1, 2)],
  [
    'another message instead of the password',
    Buffer.concat([startup(known), Buffer.from('Q'), int32(5), Buffer.alloc(1)]),
  ],
])('hangs up on %s', async (_case, bytes) => {
  const { settings, answer } = await shake(bytes);
  expect(settings).toBeUndefined();
  expect(answer).not.toContain('S');
});

test('says which protocol it speaks', async () => {
  const { settings, answer } = await shake(int32(8, 2 << 16));
  expect(settings).toBeUndefined();
  expect(answer).toContain('unsupported frontend protocol 2.0');
});

test('an error holds what a client shows', () => {
  expect(fatal({ code: '53300', message: 'busy', hint: 'wait' }).toString('latin1')).toBe(
    'E\0\0\0&SFATAL\0VFATAL\0C53300\0Mbusy\0Hwait\0\0',
  );
});
