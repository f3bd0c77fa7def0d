import { EngineError, inContext } from '../errors/index.js';
import { prepareScript, type PreparedScript } from '../formats/sql.js';
import type { Module, ScriptKind } from '../model/index.js';
import { changeKey, type ChangeKey } from '../resolve/index.js';
import type { RegistryShape } from '../store/index.js';
import type { ScriptReader } from '../scripts/index.js';

/** Where to go on in a script that an earlier run left half done. */
export interface Resume {
  /** Place of the first statement to run, from 0. */
  readonly from: number;
  /** That statement had begun: it may have run. */
  readonly isInterrupted: boolean;
}

/** One change to work on. The text of its script is read when it is its turn. */
export interface ScriptStep {
  readonly module: Pick<Module, 'name'>;
  readonly change: string;
  /** Relative to the workspace root. */
  readonly file: string;
  /** SHA-256 of the script that this step was planned with. */
  readonly hash: string;
  readonly noTransaction: boolean;
  /** Where an earlier run has left it, when it was begun. */
  readonly resume?: Resume | undefined;
  /** @throws {EngineError} `SCRIPT_EDITED` when the file is not the one that the step was planned with. */
  readonly load: () => PreparedScript;
}

export function keyOf({ module, change }: ScriptStep): ChangeKey {
  return changeKey(module.name, change);
}

/** A planned step, or the reasons why there is none. */
export interface PlannedScript<Step extends ScriptStep = ScriptStep & { readonly module: Module }> {
  readonly step: Step | undefined;
  readonly script: PreparedScript | undefined;
  readonly problems: readonly EngineError[];
}

/** Reads and checks the script of a change. A missing file is `SCRIPT_MISSING`. */
export function planScript(reader: ScriptReader, kind: ScriptKind, module: Module, change: string): PlannedScript {
  const read = reader.readScript(module, kind, change);
  if (read === undefined) {
    const path = `${module.path}/${kind}/${change}.sql`;
    const problem = new EngineError(
      'SCRIPT_MISSING',
      { kind, path },
      {
        module: module.name,
        change,
        place: { file: path },
        hint: 'create it; an empty file means that nothing is to do',
      },
    );
    return { step: undefined, script: undefined, problems: [problem] };
  }
  // What `load` holds on to lives as long as the step: no text is among it.
  const { hash, path, isKept } = read;
  const script = prepareScript(read.text, kind, path);
  const problems = [...read.problems, ...script.problems].map((problem) =>
    inContext(problem, { module: module.name, change }),
  );
  // Memory stays bounded: what was made of a text lives as long as the text, or is made again.
  const kept = isKept ? script : undefined;
  const load = (): PreparedScript => {
    if (kept !== undefined) return kept;
    const again = reader.readScript(module, kind, change);
    if (again?.hash !== hash) {
      throw new EngineError('SCRIPT_EDITED', { path }, { module: module.name, change });
    }
    return prepareScript(again.text, kind, again.path);
  };
  const { noTransaction } = script.header.directives;
  const step = { module, change, file: path, hash, noTransaction, load };
  return { step, script, problems };
}

/** The revert script of a change as the registry keeps it. */
export function planKeptScript(module: string, change: string, text: string, hash: string): PlannedScript<ScriptStep> {
  const file = `pgpm_migrate.x_scripts/${module}/revert/${change}.sql`;
  const script = prepareScript(text, 'revert', file);
  const { noTransaction } = script.header.directives;
  const step = { module: { name: module }, change, file, hash, noTransaction, load: () => script };
  return { step, script, problems: script.problems.map((problem) => inContext(problem, { module, change })) };
}

/** Scripts without a transaction can go on where they stopped only when the registry has room for notes. */
export function withoutNotes(steps: readonly ScriptStep[], registry: RegistryShape): readonly EngineError[] {
  const first = steps.find(({ noTransaction }) => noTransaction);
  // What is missing altogether is made before the first script.
  const isMade = !registry.exists || registry.missing.length > 0;
  if (first === undefined || isMade || registry.writable.has('x_statements')) return [];
  return [
    new EngineError(
      'TRACKING_SCHEMA_OUTDATED',
      { feature: 'when a script without a transaction fails, the next run cannot go on where it stopped' },
      { severity: 'warning', module: first.module.name, change: first.change, hint: 'run: pgpm migrate upgrade' },
    ),
  ];
}

/**
 * Statements before a script: nothing that an earlier script set is in force any more, and strings are read in the way in which
 * scripts are taken apart here, whatever the database has for a default.
 */
export const resetSession =
  'reset session authorization; reset role; reset all; set standard_conforming_strings = on;\n';

/** Statements before the first script of a module: nothing that another module left in the session remains. */
export const resetModule = 'discard temp; deallocate all; unlisten *; close all;\n';

/** Statements before registry statements: names in them mean what they say. */
export const registryContext = `${resetSession}set local search_path = pg_catalog, pg_temp;\n`;

/** What is in force for scripts that do not say otherwise, as PostgreSQL reads durations. */
export interface Timeouts {
  readonly statement?: string | undefined;
  readonly lock?: string | undefined;
}

/** The directives of a script as statements. They last to the next reset, or to the end of the transaction if `local`. */
export function directiveStatements(
  script: PreparedScript,
  scope: 'local' | 'session',
  timeouts: Timeouts = {},
): readonly string[] {
  const { role } = script.header.directives;
  const { statement, lock } = limitsOf(script, timeouts);
  return [
    ...(statement === undefined ? [] : [`set ${scope} statement_timeout = ${literal(statement)};\n`]),
    ...(lock === undefined ? [] : [`set ${scope} lock_timeout = ${literal(lock)};\n`]),
    ...(role === undefined ? [] : [`set ${scope} role ${literal(role)};\n`]),
  ];
}

/** What is in force for a script: its own limits go before those of the run. */
export function limitsOf(script: PreparedScript | undefined, timeouts: Timeouts = {}): Timeouts {
  const { timeout = timeouts.statement, lockTimeout = timeouts.lock } = script?.header.directives ?? {};
  return { statement: timeout, lock: lockTimeout };
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
