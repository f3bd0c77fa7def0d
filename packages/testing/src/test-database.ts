import type { Client, ClientConfig } from 'pg';

import { Channels } from './client/channels.js';
import { SessionClient } from './client/session-client.js';
import type { TestClient } from './client/test-client.js';
import { connect } from './server/connect.js';

export interface TeardownOptions {
  /**
   * Leave the database, to look into it. It is nobody's then: drop it by hand. In WASM it ends with the process all the same.
   * Default: `false`.
   */
  readonly keepDb?: boolean | undefined;
}

/** A database that belongs to one test file, with a client that owns it. */
export interface TestDatabase extends TestClient {
  readonly name: string;
  /** For more connections of your own. Holds the password. */
  readonly config: ClientConfig;
  /** One more connection, for tests of concurrency. `teardown` closes it. */
  connect(): Promise<Client>;
  /** Closes the connections and drops the database. May be called twice, and after failures. */
  teardown(options?: TeardownOptions): Promise<void>;
}

/** A database that was made for a test, before anybody is connected. */
export interface Site {
  /** Of the database. */
  readonly config: ClientConfig;
  /** Gives it up: drops it, or leaves it to whoever wants to look into it. */
  readonly leave: (keepDb: boolean) => Promise<void>;
}

/** The database itself, whoever talks to it. */
export class Place {
  readonly config: ClientConfig;
  readonly #site: Site;
  /** What has to be over before the database can go. */
  settled: Promise<unknown> = Promise.resolve();
  readonly #channels: Channels;
  readonly #connections: { end(): Promise<void> }[] = [];
  #teardown: Promise<void> | undefined;

  constructor(
    site: Site,
    readonly name: string,
  ) {
    this.config = site.config;
    this.#site = site;
    this.#channels = new Channels(() => this.connect());
  }

  /** A client that acts as `role`, and connects when it is first used. */
  client(role: string | undefined): SessionClient {
    const client = new SessionClient(this.config, this.#channels, role);
    this.#connections.push(client);
    return client;
  }

  /** The client of the owner, with what belongs to the database as a whole. Not connected yet either. */
  owner(): OwnedDatabase {
    const owner = new OwnedDatabase(this, this.#channels);
    this.#connections.push(owner);
    return owner;
  }

  async connect(): Promise<Client> {
    const connection = await connect(this.config);
    this.#connections.push(connection);
    return connection;
  }

  teardown({ keepDb = false }: TeardownOptions = {}): Promise<void> {
    this.#teardown ??= this.#close(keepDb);
    return this.#teardown;
  }

  async #close(keepDb: boolean): Promise<void> {
    this.#channels.close();
    // A connection that is broken already cannot be ended; the database is dropped all the same.
    await Promise.allSettled([...this.#connections.map((connection) => connection.end()), this.settled]);
    await this.#site.leave(keepDb);
  }
}

class OwnedDatabase extends SessionClient implements TestDatabase {
  readonly #place: Place;

  constructor(place: Place, channels: Channels) {
    super(place.config, channels);
    this.#place = place;
  }

  get name(): string {
    return this.#place.name;
  }

  get config(): ClientConfig {
    return this.#place.config;
  }

  connect(): Promise<Client> {
    return this.#place.connect();
  }

  teardown(options?: TeardownOptions): Promise<void> {
    return this.#place.teardown(options);
  }
}
