'use strict';

const { createServer } = require('node:net');

const { database, shakeHands, user } = require('./handshake.cjs');
const { copyFail, fatal, startup, sync } = require('./messages.cjs');
const { Reader } = require('./reader.cjs');
const { Turns } = require('./turns.cjs');

/** How long a client may take to say who it is, in ms: PostgreSQL's own default. */
const handshakeLimit = 60_000;
/** The largest message: PostgreSQL's own limit, in bytes. */
const mostMessage = 0x3fffffff;
/** Types of messages: Query, Execute, Terminate. */
const runs = [0x51, 0x45];
const terminate = 0x58;
/** Types of messages that the server answers with ReadyForQuery: FunctionCall, Query, Sync. */
const cycles = [0x46, 0x51, 0x53];
const readyLength = 6;

/**
 * Lets clients talk to a PGlite, one after the other: it has one session. What a connection did to that session is undone
 * before the next one gets it.
 */
class Gate {
  #db;
  #password;
  #onBroken;
  #turns;
  #server = createServer((socket) => void this.#serve(socket));
  #lastSeen = Date.now();

  /**
   * @param {import('@electric-sql/pglite').PGlite} db
   * @param {{ password: string; patience: number; onBroken: (error: unknown) => void }} options `onBroken` is called when
   *   the database cannot go on
   */
  constructor(db, { password, patience, onBroken }) {
    this.#db = db;
    this.#password = password;
    this.#onBroken = onBroken;
    this.#turns = new Turns(patience);
  }

  /** Ms since anybody was connected. */
  get idle() {
    return this.#turns.isFree ? Date.now() - this.#lastSeen : 0;
  }

  /**
   * Listens on the loopback address. When somebody has the port, on another one.
   *
   * @param {number} port
   * @returns {Promise<number>} the port
   */
  listen(port) {
    return new Promise((resolve, reject) => {
      this.#server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
        if (error.code === 'EADDRINUSE' && port !== 0) resolve(this.#listenAnywhere());
        else reject(error);
      });
      this.#server.listen({ host: '127.0.0.1', port, exclusive: true }, () => resolve(this.#port()));
    });
  }

  #listenAnywhere() {
    return new Promise((resolve) => this.#server.listen({ host: '127.0.0.1', port: 0 }, () => resolve(this.#port())));
  }

  #port() {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
    return address.port;
  }

  close() {
    this.#server.close();
  }

  /** @param {import('node:net').Socket} socket */
  async #serve(socket) {
    this.#lastSeen = Date.now();
    socket.setNoDelay(true);
    const reader = new Reader(socket);
    socket.setTimeout(handshakeLimit, () => socket.destroy());
    const settings = await shakeHands(socket, reader, this.#password);
    socket.setTimeout(0);
    if (settings === undefined) {
      socket.end();
      return;
    }
    const turn = await this.#turns.take(settings['application_name'] ?? '');
    if (typeof turn === 'string') {
      const hint = 'close that connection first; a PostgreSQL with PostGIS named by DATABASE_URL has no such limit';
      socket.end(fatal({ code: '53300', message: turn, hint }));
      return;
    }
    try {
      if (!reader.isClosed) await this.#session(socket, reader, settings, turn);
      socket.end();
      await this.#reset();
    } catch (error) {
      socket.destroy();
      this.#onBroken(error);
    } finally {
      this.#lastSeen = Date.now();
      this.#turns.release();
    }
  }

  /**
   * @param {import('node:net').Socket} socket
   * @param {Reader} reader
   * @param {Readonly<Record<string, string>>} settings
   * @param {import('./turns.cjs').Holder} turn
   */
  async #session(socket, reader, settings, turn) {
    const refusal = await this.#apply(settings);
    if (refusal !== undefined) {
      socket.write(refusal);
      return;
    }
    await this.#forward(socket, startup({ user, database }));
    for (;;) {
      const message = await reader.takeMessage(mostMessage);
      if (message === undefined || message[0] === terminate) return;
      turn.mark(true);
      const type = message[0] ?? 0;
      const guarded = runs.includes(type) ? Buffer.concat([message, copyFail]) : message;
      await this.#forward(socket, guarded, cycles.includes(type));
      turn.mark(false);
    }
  }

  /**
   * Settings that a client connects with. PGlite ignores those of a startup message.
   *
   * @param {Readonly<Record<string, string>>} settings
   */
  async #apply(settings) {
    for (const [name, value] of Object.entries(settings)) {
      if (name.startsWith('_pq_.')) continue;
      try {
        await this.#db.query('select pg_catalog.set_config($1, $2, false)', [name, value]);
      } catch (error) {
        return fatal({ code: '22023', message: error instanceof Error ? error.message : String(error) });
      }
    }
    return undefined;
  }

  /**
   * PGlite says that it is ready after each error, also in the middle of an extended query, and then once more after its
   * Sync. With one too many, a client would take each answer for that of the query after it.
   *
   * @param {import('node:net').Socket} socket
   * @param {Buffer} message
   * @param {boolean} [isCycle] whether the client waits for ReadyForQuery
   */
  async #forward(socket, message, isCycle = true) {
    let held = Buffer.alloc(0);
    const write = (/** @type {Buffer} */ data) => void (socket.writable && socket.write(data));
    const onRawData = (/** @type {Uint8Array} */ data) => {
      // A copy: the memory is the database's.
      const all = Buffer.concat([held, data]);
      const end = isCycle ? all.length : Math.max(all.length - readyLength, 0);
      write(all.subarray(0, end));
      held = all.subarray(end);
    };
    await this.#db.runExclusive(() => this.#db.execProtocolRawStream(message, { onRawData }));
    // No other answer to such a message ends like this one.
    if (!/^Z\0\0\0\u0005[ITE]$/.test(held.toString('latin1'))) write(held);
  }

  async #reset() {
    const ignore = { onRawData: () => undefined };
    await this.#db.runExclusive(() => this.#db.execProtocolRawStream(sync, ignore));
    if (this.#db.isInTransaction()) await this.#db.exec('rollback');
    await this.#db.exec('discard all');
  }
}

module.exports = { Gate };
