import { TLSSocket } from 'node:tls';
import type { Client } from 'pg';

/** The way of authentication that binds the password to the encrypted channel: a server in between cannot pass it on. */
const binding = 'SCRAM-SHA-256-PLUS';

/**
 * Has a client that is about to connect end the connection, before it sends a password or a proof of one, when the server does not bind
 * it to the channel, or lets the client in without (RFC 5802 §6, RFC 5929 §4). The driver binds where the server offers it.
 */
export function requireChannelBinding({ connection }: Client): void {
  let isOffered = false;
  let isProven = false;
  const refuse = (): void => {
    const reason = 'the server does not bind the password to an encrypted channel, as channel_binding=require wants';
    // First, so that it is what the client says, whatever the driver makes of the message.
    connection.emit('error', new Error(reason));
    connection.stream.destroy();
  };
  connection.on('authenticationSASL', ({ mechanisms }: { readonly mechanisms: readonly string[] }) => {
    isOffered = mechanisms.includes(binding) && connection.stream instanceof TLSSocket;
    if (!isOffered) refuse();
  });
  connection.on('authenticationSASLFinal', () => {
    if (!isOffered) refuse();
    isProven = isOffered;
  });
  connection.on('authenticationCleartextPassword', refuse);
  connection.on('authenticationMD5Password', refuse);
  connection.on('authenticationOk', () => {
    if (!isProven) refuse();
  });
}
