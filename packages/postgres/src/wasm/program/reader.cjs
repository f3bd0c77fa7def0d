'use strict';

/** What a client may send before it is asked to wait, in bytes. */
const highWater = 1024 * 1024;

/** Reads a socket piece by piece. What arrived before the socket was closed can still be read. */
class Reader {
  /** @type {import('node:net').Socket} */ #socket;
  /** @type {Buffer[]} */ #chunks = [];
  #length = 0;
  #isClosed = false;
  /** @type {() => void} */ #wake = () => undefined;

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.#socket = socket;
    socket.on('data', (/** @type {Buffer} */ chunk) => {
      this.#chunks.push(chunk);
      this.#length += chunk.length;
      if (this.#length > highWater) socket.pause();
      this.#wake();
    });
    // An error is followed by `close`.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#isClosed = true;
      this.#wake();
    });
  }

  get isClosed() {
    return this.#isClosed;
  }

  /**
   * The next `count` bytes, or undefined when they do not come any more.
   *
   * @param {number} count
   * @returns {Promise<Buffer | undefined>}
   */
  async take(count) {
    while (this.#length < count) {
      if (this.#isClosed) return undefined;
      this.#socket.resume();
      await new Promise((resolve) => {
        this.#wake = () => resolve(undefined);
      });
    }
    const [first = Buffer.alloc(0)] = this.#chunks;
    const all = this.#chunks.length > 1 ? Buffer.concat(this.#chunks) : first;
    this.#chunks = [all.subarray(count)];
    this.#length -= count;
    return all.subarray(0, count);
  }

  /**
   * The next message with its length, `type` included unless there is none. Undefined at the end, and for what cannot
   * be a message.
   *
   * @param {number} most in bytes
   * @param {boolean} [isTyped]
   */
  async takeMessage(most, isTyped = true) {
    const prefix = isTyped ? 1 : 0;
    const head = await this.take(prefix + 4);
    if (head === undefined) return undefined;
    const length = head.readInt32BE(prefix);
    if (length < 4 || length > most) return undefined;
    const body = await this.take(length - 4);
    return body && Buffer.concat([head, body]);
  }
}

module.exports = { Reader };
