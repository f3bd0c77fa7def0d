import type { Client, Notification } from 'pg';

import { TestingError } from '../testing-error.js';

export interface WaitOptions {
  /** In ms, counted from when the server listens. Default: 10,000. */
  readonly timeout?: number | undefined;
  /** Which notifications count. Default: all of the channel. */
  readonly matches?: ((payload: string) => boolean) | undefined;
}

const defaultTimeoutMs = 10_000;

interface Waiter {
  readonly channel: string;
  readonly offer: (notification: Notification) => void;
  readonly fail: (reason: Error) => void;
}

/**
 * Notifications of one database, received by a connection of their own: inside of the transaction of a test, `listen`
 * would have no effect before the commit.
 */
export class Channels {
  readonly #connect: () => Promise<Client>;
  readonly #waiters = new Set<Waiter>();
  #listener: Promise<Client> | undefined;
  #starting: Promise<unknown> = Promise.resolve();
  #isStarting = 0;

  constructor(connect: () => Promise<Client>) {
    this.#connect = connect;
  }

  /**
   * Resolves with the next notification that is sent after this call. Queries of the same test that follow the call wait
   * until the server listens, so nothing they send is missed.
   *
   * @throws {TestingError} `NOTIFICATION_TIMEOUT`.
   */
  async wait(channel: string, options: WaitOptions = {}): Promise<Notification> {
    const started = this.#starting.then(() => this.#start(channel));
    this.#isStarting++;
    const finish = (): number => this.#isStarting--;
    this.#starting = started.then(finish, finish);
    await started;
    return this.#next(channel, options);
  }

  /** Undefined when nobody is about to listen, so that there is nothing to wait for. */
  get starting(): Promise<unknown> | undefined {
    return this.#isStarting > 0 ? this.#starting : undefined;
  }

  /** Ends all waiting. */
  close(): void {
    for (const { fail } of this.#waiters) fail(new Error('the test database was torn down'));
  }

  /** Also for a channel that is listened to already: what was sent before has arrived when the answer is there. */
  async #start(channel: string): Promise<void> {
    this.#listener ??= this.#open();
    const listener = await this.#listener;
    await listener.query(`listen ${listener.escapeIdentifier(channel)}`);
  }

  async #open(): Promise<Client> {
    const listener = await this.#connect();
    listener.on('notification', (notification) => {
      for (const waiter of this.#waiters) if (waiter.channel === notification.channel) waiter.offer(notification);
    });
    return listener;
  }

  #next(channel: string, { timeout = defaultTimeoutMs, matches = () => true }: WaitOptions): Promise<Notification> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
      };
      const waiter: Waiter = {
        channel,
        offer: (notification) => {
          if (!matches(notification.payload ?? '')) return;
          settle();
          resolve(notification);
        },
        fail: (reason) => {
          settle();
          reject(reason);
        },
      };
      const timer = setTimeout(() => waiter.fail(timedOut(channel, timeout)), timeout);
      this.#waiters.add(waiter);
    });
  }
}

function timedOut(channel: string, timeout: number): TestingError {
  const hint = 'notifications are sent when a transaction is committed: call publish() in the session that notifies';
  return new TestingError('NOTIFICATION_TIMEOUT', { channel, timeout }, { hint });
}
