/** Text that points at a change (docs/formats.md §3.7). At least one of `change`, `tag`, `symbol`, `sha1` is set. */
export interface Reference {
  /** As written. */
  readonly text: string;
  /** The qualifier before the colon. A reference without one points into its own module. */
  readonly module?: string | undefined;
  readonly change?: string | undefined;
  /** Without the `@`. */
  readonly tag?: string | undefined;
  readonly symbol?: 'HEAD' | 'ROOT' | undefined;
  /** Steps from the base: negative for `^` (before it), positive for `~` (after it), absent for none. */
  readonly offset?: number | undefined;
  /** A change id of Sqitch, lower case. */
  readonly sha1?: string | undefined;
  /** Column in its line, from 1; absent when the reference does not come from a file. */
  readonly column?: number | undefined;
}

/** A named step of a plan. */
export interface Change {
  /**
   * What it is recorded as, and its scripts are called: unique in its plan. As written, but for a change that is planned
   * again after a tag: the older instance is `written@tag` (docs/formats.md §3.6).
   */
  readonly name: string;
  /** The name in the plan, where `name` is another one. */
  readonly writtenAs?: string | undefined;
  readonly requires: readonly Reference[];
  /** `!ref` entries: the change is refused while one of them is deployed. */
  readonly conflicts: readonly Reference[];
  /** `YYYY-MM-DDThh:mm:ssZ`. */
  readonly timestamp?: string | undefined;
  readonly planner?: string | undefined;
  readonly email?: string | undefined;
  /** Decoded (docs/formats.md §3.4). */
  readonly note?: string | undefined;
  /** Line in the plan, from 1. */
  readonly line: number;
}

/** A label on a change. */
export interface Tag {
  /** Without the `@`. */
  readonly name: string;
  /** The `name` of the change that the tag stands on. */
  readonly change: string;
  readonly timestamp: string;
  readonly planner: string;
  readonly email: string;
  readonly note?: string | undefined;
  readonly line: number;
}

export interface Pragma {
  readonly key: string;
  readonly value: string | undefined;
  readonly line: number;
}

/** The ordered changes and tags of one module. Plan order is deploy order. */
export interface Plan {
  /** The path that errors name. */
  readonly file: string;
  /** `%project`; empty when the plan lacks it. */
  readonly module: string;
  readonly uri?: string | undefined;
  readonly pragmas: readonly Pragma[];
  readonly changes: readonly Change[];
  readonly tags: readonly Tag[];
  readonly places: Places;
}

/** Where in `changes` of a plan its names lead, from 0. */
export interface Places {
  readonly changes: ReadonlyMap<string, number>;
  /** By tag: the place of its change. A tag whose change the plan lacks is not there. */
  readonly tags: ReadonlyMap<string, number>;
  /** All instances of each name that was reworked, ascending. */
  readonly reworked: ReadonlyMap<string, readonly number[]>;
}

/** The values of a control file (docs/formats.md §5). */
export interface Control {
  readonly file: string;
  /** Base name of the file: the module's name. */
  readonly name: string;
  readonly comment?: string | undefined;
  readonly defaultVersion?: string | undefined;
  readonly schema?: string | undefined;
  readonly modulePathname?: string | undefined;
  readonly relocatable?: boolean | undefined;
  readonly superuser?: boolean | undefined;
  /** Names of extensions and modules, in file order, without duplicates. */
  readonly requires: readonly string[];
  /** Line of the `requires` key, from 1. */
  readonly requiresLine?: number | undefined;
}
