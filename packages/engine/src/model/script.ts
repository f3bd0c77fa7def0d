import type { Reference } from './plan.js';

export type ScriptKind = 'deploy' | 'revert' | 'verify';

/** `-- pgpm:` lines of a script header (docs/formats.md §4.3). */
export interface Directives {
  readonly noTransaction: boolean;
  readonly irreversible: boolean;
  /** As PostgreSQL reads `statement_timeout`, for example `30s`. */
  readonly timeout?: string | undefined;
  readonly lockTimeout?: string | undefined;
  readonly role?: string | undefined;
  /** Why the verify script passes on a database without the change. */
  readonly verifyAlwaysPasses?: string | undefined;
}

export interface ScriptHeader {
  /** Line of `-- Deploy …`, from 1; absent together with `kind`, `module` and `change` when there is none. */
  readonly line?: number | undefined;
  readonly kind?: ScriptKind | undefined;
  readonly module?: string | undefined;
  readonly change?: string | undefined;
  readonly requires: readonly (Reference & { readonly line: number })[];
  readonly conflicts: readonly (Reference & { readonly line: number })[];
  readonly directives: Directives;
}
