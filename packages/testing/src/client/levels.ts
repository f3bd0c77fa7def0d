type Settings = Map<string, string>;

/** A transaction, or a savepoint of `beforeEach` in it, with the settings that were made there. */
interface Level {
  readonly settings: Settings;
  /** Savepoints of the test itself, oldest first, with the settings as they were at that moment. */
  readonly savepoints: { readonly name: string; readonly settings: Settings }[];
}

/** What is open in a session, so that it can be closed level by level, and opened again after a commit. Pure. */
export class Levels {
  #levels: Level[] = [];

  get depth(): number {
    return this.#levels.length;
  }

  /** @returns the statement that opens one more level. */
  open(): string {
    this.#levels.push({ settings: new Map(), savepoints: [] });
    return this.depth === 1 ? 'begin' : `savepoint ${savepointOf(this.depth)}`;
  }

  /** @returns the statement that undoes the innermost level. */
  close(): string {
    const name = savepointOf(this.depth);
    this.#levels.pop();
    return this.depth === 0 ? 'rollback' : `rollback to savepoint ${name}; release savepoint ${name}`;
  }

  clear(): void {
    this.#levels = [];
  }

  /** Notes settings that end with the innermost level. */
  note(settings: readonly (readonly [name: string, value: string])[]): void {
    for (const [name, value] of settings) this.#levels.at(-1)?.settings.set(name, value);
  }

  savepoint(name: string): void {
    const level = this.#levels.at(-1);
    level?.savepoints.push({ name, settings: new Map(level.settings) });
  }

  /** Goes back to a savepoint of the test, and forgets later ones. The newest counts when there are several of a name. */
  rollbackTo(name: string): void {
    const level = this.#levels.at(-1);
    const place = level?.savepoints.map((savepoint) => savepoint.name).lastIndexOf(name) ?? -1;
    const savepoint = level?.savepoints[place];
    if (level === undefined || savepoint === undefined) return;
    level.settings.clear();
    for (const [setting, value] of savepoint.settings) level.settings.set(setting, value);
    level.savepoints.length = place + 1;
  }

  /**
   * What opens the same levels again, with their settings, when the transaction is over. Savepoints of the test itself
   * are gone.
   */
  reopen(): readonly { readonly statement: string; readonly settings: readonly (readonly [string, string])[] }[] {
    const levels = this.#levels;
    this.#levels = [];
    return levels.map(({ settings }) => {
      const statement = this.open();
      this.note([...settings]);
      return { statement, settings: [...settings] };
    });
  }
}

function savepointOf(depth: number): string {
  return `pgpm_level_${depth}`;
}
