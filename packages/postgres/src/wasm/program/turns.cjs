'use strict';

/** Who waits for the session of the database. */
/** @typedef {{ since: number; admit: () => void; refuse: (holder: Holder) => void }} Waiter */

/** How often those who wait look at the clock, in ms. */
const interval = 500;

/** The connection that has the session. */
class Holder {
  isBusy = false;
  #lastActive = Date.now();

  /** @param {string} name what the client calls itself */
  constructor(name) {
    this.name = name;
  }

  /** Ms since it last wanted something. */
  get idle() {
    return this.isBusy ? 0 : Date.now() - this.#lastActive;
  }

  /** @param {boolean} isBusy */
  mark(isBusy) {
    this.isBusy = isBusy;
    this.#lastActive = Date.now();
  }
}

/** The one session of a database goes from connection to connection, in the order of their coming. */
class Turns {
  /** @type {Holder | undefined} */ #holder;
  /** @type {Waiter[]} */ #waiting = [];
  /** @type {NodeJS.Timeout | undefined} */ #timer;
  #patience;

  /** @param {number} patience how long a holder may do nothing while others wait, in ms */
  constructor(patience) {
    this.#patience = patience;
  }

  get isFree() {
    return this.#holder === undefined && this.#waiting.length === 0;
  }

  /**
   * Waits for the session. Resolves with an error text when its holder keeps it without using it.
   *
   * @param {string} name
   * @returns {Promise<Holder | string>}
   */
  take(name) {
    const holder = new Holder(name);
    if (this.#holder === undefined) {
      this.#holder = holder;
      return Promise.resolve(holder);
    }
    return new Promise((resolve) => {
      const admit = () => {
        holder.mark(false);
        this.#holder = holder;
        resolve(holder);
      };
      const refuse = (/** @type {Holder} */ { name: other, idle }) => {
        const who = other === '' ? 'another connection' : `connection "${other}"`;
        resolve(`this server has one session, and ${who} holds it, idle for ${Math.floor(idle / 1000)} s`);
      };
      this.#waiting.push({ since: Date.now(), admit, refuse });
      this.#timer ??= setInterval(() => this.#check(), interval);
    });
  }

  /** The session goes to the next. */
  release() {
    this.#holder = undefined;
    this.#waiting.shift()?.admit();
    this.#settle();
  }

  #check() {
    const holder = this.#holder;
    if (holder !== undefined && holder.idle > this.#patience) {
      const now = Date.now();
      const tired = this.#waiting.filter(({ since }) => now - since > this.#patience);
      this.#waiting = this.#waiting.filter((waiter) => !tired.includes(waiter));
      for (const { refuse } of tired) refuse(holder);
    }
    this.#settle();
  }

  #settle() {
    if (this.#waiting.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

module.exports = { Holder, Turns };
