import { once } from 'node:events';
import { connect } from 'node:net';

/** What the protocol has in place of a version in a message that asks to cancel. */
const cancelCode = 80_877_102;
const messageBytes = 16;

/** A session, by the numbers that whoever let its client in has given to it. */
export interface CancelTarget {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  readonly secret: number;
}

/**
 * Asks for the statement of a session to be cancelled, as the protocol has it: on a connection of its own, in the clear, and
 * without an answer. Unlike a query it reaches sessions behind a pooler, and servers that have no connection left.
 */
export async function sendCancelRequest({ host, port, pid, secret }: CancelTarget, limitMs: number): Promise<void> {
  const message = Buffer.alloc(messageBytes);
  [messageBytes, cancelCode, pid, secret].forEach((value, place) => message.writeInt32BE(value, place * 4));
  const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  socket.setTimeout(limitMs, () => socket.destroy());
  // Whoever is asked ends the connection. PgBouncer 1.18 dies when the other side does.
  socket.resume().write(message);
  await once(socket, 'close');
}
