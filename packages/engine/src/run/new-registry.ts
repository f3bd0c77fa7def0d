import { registryStatements, type RegistryShape, type ServerFacts, type Session } from '../store/index.js';
import { lacksRights, madeRegistry } from './write.js';

/**
 * The registry of a database that has none. The server makes it while the run still decides what to do; nobody else
 * sees it before it is kept.
 */
export class NewRegistry {
  readonly #session: Session;
  readonly #made: Promise<void>;
  #isOpen = true;

  private constructor(session: Session) {
    this.#session = session;
    // To decide may take longer than the server likes to wait.
    const patience = 'set local idle_in_transaction_session_timeout = 0;\n';
    this.#made = session.execute(`begin;\n${patience}${registryStatements()}`);
    this.#made.catch(() => undefined);
  }

  /** Undefined where there is a registry, or where none can be made. */
  static begin(session: Session, server: ServerFacts): NewRegistry | undefined {
    return server.registry.exists || lacksRights(server, session).length > 0 ? undefined : new NewRegistry(session);
  }

  /** Waits for the server. The session can be used again then, whether it was made or not. */
  async settle(): Promise<void> {
    await this.#made.catch(() => this.drop());
  }

  /** @throws what the server said while it made it. */
  async keep(shape: RegistryShape): Promise<RegistryShape> {
    await this.#made;
    this.#isOpen = false;
    await this.#session.execute('commit');
    return madeRegistry(shape);
  }

  /** Leaves no trace of it, unless it is kept. */
  async drop(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (this.#session.lost === undefined) await this.#session.execute('rollback').catch(() => undefined);
  }
}
