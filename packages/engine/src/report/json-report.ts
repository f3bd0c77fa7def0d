import { errorList, type CodedError } from '../errors/index.js';

/** Raised with every change of the shape that an existing reader could not read. */
const version = 1;

/** What a command was about. */
export interface ReportSubject {
  readonly operation: string;
  /** Names of the modules that were asked for. */
  readonly modules: readonly string[];
  /** Absent when no connection was looked for. */
  readonly database?:
    | {
        readonly source: string;
        readonly describe: string;
        /** Absent when nobody can look at it: it is gone when the command ends. */
        readonly psql?: string | undefined;
        /** The same for everybody who is connected to the same database. Absent as long as nobody is. */
        readonly fingerprint?: string | undefined;
      }
    | undefined;
}

/** How it went. A failure has `errors`, and none when it was skipped because something else failed. */
export type ReportOutcome =
  | { readonly success: true; readonly summary: string; readonly result: object }
  | {
      readonly success: false;
      readonly summary: string;
      readonly error?: CodedError | undefined;
      /** Of a command that finds out something in any case. */
      readonly result?: object | undefined;
    };

/** One JSON-able object for a machine; docs/executors/output.md and docs/cli/json.md describe it. */
export function jsonReport({ operation, modules, database }: ReportSubject, outcome: ReportOutcome): object {
  const place = database && {
    source: database.source,
    place: database.describe,
    psql: database.psql,
    fingerprint: database.fingerprint,
  };
  const subject = { version, operation, modules, database: place };
  if (outcome.success) return { ...subject, ...outcome };
  const { error, ...rest } = outcome;
  return { ...subject, ...rest, errors: error === undefined ? [] : errorList(error) };
}
