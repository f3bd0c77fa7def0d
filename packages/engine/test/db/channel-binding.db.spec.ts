import { startEmbedded, stopEmbedded } from '@pgpm/postgres';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { Client } from 'pg';
import { openWorkspace, status } from '../../src/index.js';
import { failure } from '../support/errors.js';
import { LocalServer } from '../support/local-server.js';
import { TemporaryWorkspace, table } from '../support/workspace.js';

let workspace: TemporaryWorkspace;
beforeEach(() => {
  workspace = new TemporaryWorkspace({ m: { plan: ['a'], scripts: { a: table('a') } } });
});
afterEach(() => workspace.remove());

const look = (database: object) =>
  status({ workspace: openWorkspace(workspace.root), targets: 'all', database: { ...binding, ...database } });
const binding = {
  user: 'u',
  database: 'd',
  password: 'hidden',
  enableChannelBinding: true,
  requiresChannelBinding: true,
};
const refused = { code: 'CONNECTION_FAILED', fields: { reason: expect.stringContaining('channel_binding=require') } };

/** Asks everyone for a password in its own way, keeps what it is told, and hangs up soon. */
class Impostor extends LocalServer {
  readonly told: Buffer[] = [];
  readonly #asks: Buffer;

  constructor(asks: Buffer) {
    super();
    this.#asks = asks;
  }

  protected accept(client: Socket): void {
    client.once('data', (first) => {
      const isPlain = first.length > encryptionRequest;
      if (!isPlain) client.write('S');
      const { key, cert } = certificate;
      const stream = isPlain ? client : new TLSSocket(client, { isServer: true, key, cert });
      stream.on('error', () => undefined);
      let isStarted = isPlain;
      if (isPlain) stream.write(this.#asks);
      stream.on('data', (message: Buffer) => {
        if (isStarted) this.told.push(message);
        else stream.write(this.#asks);
        isStarted = true;
      });
    });
    setTimeout(() => client.destroy(), 500);
  }
}

/** Bytes of the message that asks for encryption. */
const encryptionRequest = 8;
const fixture = (name: string): string => readFileSync(join(__dirname, '../fixtures/tls', name), 'utf8');
const certificate = { key: fixture('server.key'), cert: fixture('server.crt') };

/** `R`: a request for authentication. */
function request(kind: number, rest = ''): Buffer {
  const body = Buffer.from(rest, 'latin1');
  const head = Buffer.alloc(9);
  head.write('R');
  head.writeInt32BE(body.length + 8, 1);
  head.writeInt32BE(kind, 5);
  return Buffer.concat([head, body]);
}

test.each([
  ['wants a password in plain text', request(3)],
  ['wants an MD5 hash', request(5, 'salt')],
  ['offers no binding', request(10, 'SCRAM-SHA-256\0\0')],
  ['lets everyone in', request(0)],
  ['offers the binding without encryption', request(10, 'SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0')],
  ['says that all is proven', Buffer.concat([request(12, 'v=AAAA'), request(0)])],
])('a server that %s is told nothing', async (_name, asks) => {
  const server = await new Impostor(asks).listen();
  const error = await failure(look(server.through({})));
  await server.stop();
  expect(error).toMatchObject(refused);
  expect(server.told).toEqual([]);
});

test('nor is one that encrypts, and does not bind', async () => {
  const server = await new Impostor(request(10, 'SCRAM-SHA-256\0\0')).listen();
  const error = await failure(look({ ...server.through({}), ssl: { rejectUnauthorized: false } }));
  await server.stop();
  expect(error).toMatchObject(refused);
  expect(server.told).toEqual([]);
});

test('a server that binds the password to the channel is used', async () => {
  const own = { workspaceRoot: workspace.root, cluster: 'test' } as const;
  const { config } = await startEmbedded(own);
  try {
    const client = new Client(config);
    await client.connect();
    for (const name of ['server.crt', 'server.key']) {
      const text = readFileSync(join(__dirname, '../fixtures/tls', name), 'utf8');
      // Not an end of file: COPY writes a line for a row.
      const rows = text
        .trim()
        .split('\n')
        .map((line) => `('${line}')`);
      await client.query(`copy (values ${rows.join()}) to program 'cat > ${name} && chmod 600 ${name}'`);
    }
    await client.query('alter system set ssl = on');
    await client.query('select pg_reload_conf()');
    await client.end();
    const ssl = { rejectUnauthorized: false };
    const connection = { ...binding, ...config, ssl };
    // The server reads its settings anew a moment later.
    let result: unknown;
    for (let attempt = 0; attempt < 50 && typeof result !== 'object'; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      result = await look(connection).catch(String);
    }
    expect(result).toMatchObject({ operation: 'status' });
    expect(await failure(look({ ...connection, ssl: false }))).toMatchObject(refused);
  } finally {
    await stopEmbedded(own);
  }
});
