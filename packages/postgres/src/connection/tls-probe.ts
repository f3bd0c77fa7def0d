import { connect } from 'node:net';

/** The SSLRequest message: length 8, code 80877103. */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Long enough for a far server. A server that does not answer at all is reported by the real connection. */
const probeTimeout = 5_000;

/** Asks a server whether it speaks TLS. Resolves with false when it does not, or cannot be asked. */
export function offersTls(host: string, port: number, timeout = probeTimeout): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => socket.write(sslRequest));
    const finish = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeout, () => finish(false));
    socket.once('data', (data) => finish(data[0] === 'S'.charCodeAt(0)));
    socket.once('error', () => finish(false));
    socket.once('end', () => finish(false));
  });
}
