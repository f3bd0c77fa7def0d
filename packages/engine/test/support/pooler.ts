import { connect, type Socket } from 'node:net';
import type { ClientConfig } from 'pg';
import { LocalServer, splitter } from './local-server.js';

const lengthBytes = 4;
const cancelCode = 80_877_102;
/** What the pooler tells its clients that their server process is. */
const madeUp = { pid: 1_234_567_890, secret: 987_654_321 };

type Message = Buffer;

/**
 * A pooler with one connection to the server, which it gives to one client after the other for a transaction each, and with
 * process numbers of its own: what PgBouncer does in transaction mode.
 */
export class TransactionPooler extends LocalServer {
  readonly #target: { readonly host: string; readonly port: number };
  readonly #upstream: Socket;
  readonly #waiting: { readonly client: Socket; readonly message: Message }[] = [];
  #welcome: Buffer | undefined;
  #key = Buffer.alloc(8);
  #holder: Socket | undefined;

  private constructor({ host = '127.0.0.1', port = 5432 }: ClientConfig) {
    super();
    this.#target = { host, port };
    this.#upstream = connect(port, host);
    this.#upstream.on(
      'data',
      splitter((message) => this.#fromServer(message)),
    );
  }

  static async start(config: ClientConfig): Promise<TransactionPooler> {
    return new TransactionPooler(config).listen();
  }

  override async stop(): Promise<void> {
    this.#upstream.destroy();
    await super.stop();
  }

  protected accept(client: Socket): void {
    client.on('close', () => this.#leave(client));
    client.once('data', (first: Buffer) => {
      if (first.readInt32BE(lengthBytes) === cancelCode) {
        const socket = connect(this.#target.port, this.#target.host);
        socket.end(Buffer.concat([first.subarray(0, 8), this.#key]));
        client.end();
        return;
      }
      client.on(
        'data',
        splitter((message) => this.#fromClient(client, message)),
      );
      if (this.#welcome !== undefined) client.write(this.#welcome);
      else {
        this.#holder = client;
        this.#upstream.write(first);
      }
    });
  }

  #fromClient(client: Socket, message: Message): void {
    if (message[0] === 'X'.charCodeAt(0)) return;
    this.#waiting.push({ client, message });
    this.#next();
  }

  #next(): void {
    const place = this.#waiting.findIndex(({ client }) => this.#holder === undefined || this.#holder === client);
    const [found] = place < 0 ? [] : this.#waiting.splice(place, 1);
    if (found === undefined) return;
    this.#holder = found.client;
    this.#upstream.write(found.message);
    this.#next();
  }

  #fromServer(message: Message): void {
    const type = String.fromCharCode(message[0] ?? 0);
    if (type === 'K' && this.#welcome === undefined) {
      this.#key = Buffer.from(message.subarray(5));
      message.writeInt32BE(madeUp.pid, 5);
      message.writeInt32BE(madeUp.secret, 9);
      this.#parts.push(message);
    } else if (this.#welcome === undefined) this.#parts.push(message);
    this.#holder?.write(message);
    if (type !== 'Z') return;
    this.#welcome ??= Buffer.concat(this.#parts.filter((part) => part[0] !== 'R'.charCodeAt(0) || isAccepted(part)));
    if (message[5] !== 'I'.charCodeAt(0)) return;
    this.#holder = undefined;
    this.#next();
  }

  readonly #parts: Message[] = [];

  /** A client that leaves in a transaction has it rolled back. */
  #leave(client: Socket): void {
    if (this.#holder !== client) return;
    const text = Buffer.from('Qxxxxrollback\0');
    text.writeInt32BE(text.length - 1, 1);
    this.#upstream.write(text);
  }
}

function isAccepted(authentication: Message): boolean {
  return authentication.readInt32BE(5) === 0;
}
