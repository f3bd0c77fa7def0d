'use strict';

/** Messages of the protocol (PostgreSQL documentation, "Message Formats") that the server writes itself. */

/** AuthenticationCleartextPassword. The connection never leaves the machine. */
const askPassword = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]);

/**
 * CopyFail, which the server ignores when nothing is copied. PGlite cannot wait for the data of a `copy … from stdin`: it
 * would end. With this right behind the statement, the statement fails instead.
 */
const copyFail = compose('f', 'this server cannot copy from its client');

/** Sync ends the extended query that a client left in the middle. */
const sync = Buffer.from([0x53, 0, 0, 0, 4]);

/**
 * An ErrorResponse that ends the session.
 *
 * @param {{ code: string; message: string; hint?: string | undefined }} error
 */
function fatal({ code, message, hint }) {
  const fields = [`SFATAL`, `VFATAL`, `C${code}`, `M${message}`, ...(hint === undefined ? [] : [`H${hint}`])];
  return compose('E', fields.map((field) => `${field}\0`).join(''));
}

/**
 * @param {string} type
 * @param {string} text
 */
function compose(type, text) {
  const body = Buffer.from(`${text}\0`);
  const head = Buffer.alloc(5, type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/**
 * A StartupMessage of protocol 3.0.
 *
 * @param {Readonly<Record<string, string>>} parameters
 */
function startup(parameters) {
  const words = Object.entries(parameters).flat();
  const body = Buffer.from(words.map((word) => `${word}\0`).join('') + '\0');
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8, 0);
  head.writeInt32BE(0x00030000, 4);
  return Buffer.concat([head, body]);
}

module.exports = { askPassword, copyFail, fatal, startup, sync };
