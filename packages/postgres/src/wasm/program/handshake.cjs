'use strict';

const { createHash, timingSafeEqual } = require('node:crypto');

const { askPassword, fatal } = require('./messages.cjs');

/** The only user, and the only database. */
const user = 'postgres';
const database = 'postgres';

const protocol = 0x00030000;
const sslRequest = 80877103;
const gssRequest = 80877104;
const cancelRequest = 80877102;
/** PostgreSQL's own limits, in bytes. */
const mostStartup = 10_000;
const mostPassword = 65_535;

/**
 * Finds out who connects. Resolves with the settings that the client asks for; undefined when it is not let in, or wanted
 * something else than a session.
 *
 * @param {import('node:net').Socket} socket
 * @param {import('./reader.cjs').Reader} reader
 * @param {string} password
 * @returns {Promise<Readonly<Record<string, string>> | undefined>}
 */
async function shakeHands(socket, reader, password) {
  const refuse = (/** @type {Parameters<typeof fatal>[0]} */ error) => {
    socket.end(fatal(error));
    return undefined;
  };
  const parameters = await readStartup(socket, reader);
  if (parameters === undefined) return undefined;
  if (typeof parameters === 'string') return refuse({ code: '0A000', message: parameters });
  const { user: name = '', database: place = name, ...settings } = parameters;

  socket.write(askPassword);
  const answer = await reader.takeMessage(mostPassword);
  if (answer === undefined || answer[0] !== 0x70) return undefined;
  const given = answer.subarray(5, -1).toString('utf8');
  if (name !== user || !isEqual(given, password)) {
    return refuse({ code: '28P01', message: `password authentication failed for user "${name}"` });
  }
  if (place !== database) {
    const hint = `this server has one database: ${database}`;
    return refuse({ code: '3D000', message: `database "${place}" does not exist`, hint });
  }
  if ('options' in settings || 'replication' in settings) {
    return refuse({ code: '0A000', message: 'this server takes neither options nor replication connections' });
  }
  return settings;
}

/**
 * The parameters of the startup message; text when there is something wrong with them.
 *
 * @param {import('node:net').Socket} socket
 * @param {import('./reader.cjs').Reader} reader
 * @returns {Promise<Readonly<Record<string, string>> | string | undefined>}
 */
async function readStartup(socket, reader) {
  for (;;) {
    const message = await reader.takeMessage(mostStartup, false);
    if (message === undefined || message.length < 8) return undefined;
    const code = message.readInt32BE(4);
    if (code === sslRequest || code === gssRequest) {
      socket.write('N');
      continue;
    }
    // The statement to cancel runs in this thread: by now it is over.
    if (code === cancelRequest) return undefined;
    if (code !== protocol) return `unsupported frontend protocol ${code >>> 16}.${code & 0xffff}: server supports 3.0`;
    const words = message.subarray(8).toString('utf8').split('\0').slice(0, -2);
    return Object.fromEntries(
      words.flatMap((word, place) => (place % 2 === 0 ? [[word, words[place + 1] ?? '']] : [])),
    );
  }
}

/**
 * @param {string} given
 * @param {string} expected
 */
function isEqual(given, expected) {
  const digest = (/** @type {string} */ text) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

module.exports = { database, shakeHands, user };
