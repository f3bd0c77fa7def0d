import { EngineError, type Place } from '../../errors/index.js';
import type { Directives, ScriptKind } from '../../model/index.js';
import { findEarlyUses } from './enum-values.js';
import { findOutsideOnly } from './needs-no-transaction.js';
import { LineIndex } from './line-index.js';
import { psqlCommand, psqlReplacement } from './psql.js';
import { scanScript, type ScannedScript, type Statement } from './statements.js';
import { findTransactionControl } from './transaction.js';

const directiveHint = 'add the line "-- pgpm: no-transaction" above the first statement';

/**
 * What would go wrong, or mean something else, when the server gets this script: psql commands, transaction statements
 * in the middle, statements that refuse a transaction, quotes that are not closed. In the order of the text.
 *
 * @param file - the path that problems name.
 */
export function checkScript(
  text: string,
  kind: ScriptKind,
  file: string,
  directives: Directives,
): readonly EngineError[] {
  return checkScanned(text, scanScript(text), kind, file, directives);
}

export function checkScanned(
  text: string,
  scanned: ScannedScript,
  kind: ScriptKind,
  file: string,
  directives: Directives,
): readonly EngineError[] {
  const lines = new LineIndex(text);
  const placeAt = (offset: number): Place => ({ file, ...lines.at(offset) });
  const problems = [
    ...checkText(text, scanned, placeAt),
    ...checkPsql(text, scanned, placeAt),
    ...(directives.noTransaction ? [] : checkTransaction(text, scanned.statements, kind, placeAt)),
  ];
  return problems.sort((a, b) => compare(a.place, b.place));
}

type PlaceAt = (offset: number) => Place;

function checkText(text: string, { unterminated }: ScannedScript, placeAt: PlaceAt): readonly EngineError[] {
  const problems: EngineError[] = [];
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const reason = 'the script holds a NUL character, which the server cannot read';
    problems.push(new EngineError('SQL_SYNTAX', { reason }, { place: placeAt(nul) }));
  }
  if (unterminated !== undefined) {
    const reason = `${unterminated.what} is not closed`;
    problems.push(new EngineError('SQL_SYNTAX', { reason }, { place: placeAt(unterminated.start) }));
  }
  return problems;
}

function checkPsql(text: string, scanned: ScannedScript, placeAt: PlaceAt): readonly EngineError[] {
  const found = [
    ...scanned.metaCommands.map((offset) => ({ offset, command: psqlCommand(text, offset) })),
    ...scanned.copies.map(({ start }) => ({ offset: start, command: 'COPY … FROM STDIN' })),
  ];
  return found.map(
    ({ offset, command }) =>
      new EngineError('UNSUPPORTED_PSQL', { command }, { place: placeAt(offset), hint: psqlReplacement(command) }),
  );
}

function checkTransaction(
  text: string,
  statements: readonly Statement[],
  kind: ScriptKind,
  placeAt: PlaceAt,
): readonly EngineError[] {
  const { wrapping, refused } = findTransactionControl(statements);
  const problems: EngineError[] = [];
  const report = (problem: EngineError | undefined): void => {
    if (problem !== undefined) problems.push(problem);
  };
  for (const statement of wrapping) report(checkWrapping(text, statement, kind, placeAt));
  for (const statement of refused) report(refusedControl(text, statement, placeAt));
  for (const statement of statements) report(checkCharacteristics(text, statement, kind, placeAt));
  for (const { statement, name } of findOutsideOnly(text, statements)) {
    const context = { place: placeAt(statement.start), hint: directiveHint };
    report(new EngineError('NEEDS_NO_TRANSACTION', { statement: name }, context));
  }
  for (const { added, usedBy, value } of findEarlyUses(text, statements)) {
    const hint = `line ${usedBy.line} uses the new value: move that into a later run, or ${directiveHint}`;
    const fields = { statement: `ALTER TYPE … ADD VALUE '${value}'` };
    report(new EngineError('NEEDS_NO_TRANSACTION', fields, { place: placeAt(added.start), hint }));
  }
  return problems;
}

/** What is cut out silently must not have meant anything. */
function checkWrapping(
  text: string,
  statement: Statement,
  kind: ScriptKind,
  placeAt: PlaceAt,
): EngineError | undefined {
  const rollsBack = statement.words[0] === 'ROLLBACK' || statement.words[0] === 'ABORT';
  const isolates = statement.words.includes('ISOLATION');
  if (!isolates && !(rollsBack && kind !== 'verify')) return undefined;
  const effect = isolates
    ? 'is left out: the run has its own transaction, with the isolation level of the connection'
    : `is left out: what the ${kind} script did stays`;
  return new EngineError(
    'TRANSACTION_CONTROL',
    { statement: shorten(text, statement), effect },
    {
      severity: 'warning',
      place: placeAt(statement.start),
      hint: isolates ? ownTransactionHint : 'remove it from the script',
    },
  );
}

const ownTransactionHint =
  'remove it; with "-- pgpm: no-transaction" above the first statement the script can begin a transaction of its own kind';

/** Statements about the kind of the transaction that the server takes, and that do not do what they say. */
function checkCharacteristics(
  text: string,
  statement: Statement,
  kind: ScriptKind,
  placeAt: PlaceAt,
): EngineError | undefined {
  const [first, second, third, fourth] = statement.words;
  if (first !== 'SET') return undefined;
  const context = { place: placeAt(statement.start), hint: ownTransactionHint };
  if (second === 'SESSION' && third === 'CHARACTERISTICS') {
    const effect = 'has no effect: the run has begun its transaction, and the settings of a script end with it';
    const fields = { statement: shorten(text, statement), effect };
    return new EngineError('TRANSACTION_CONTROL', fields, { ...context, severity: 'warning' });
  }
  if (kind === 'verify' || second !== 'TRANSACTION' || third !== 'READ' || fourth !== 'ONLY') return undefined;
  const effect = 'would keep the run from recording the change';
  return new EngineError('TRANSACTION_CONTROL', { statement: shorten(text, statement), effect }, context);
}

function refusedControl(text: string, statement: Statement, placeAt: PlaceAt): EngineError {
  const begins = statement.words[0] === 'BEGIN' || statement.words[0] === 'START';
  const effect = begins
    ? 'does not stand at the start of the script, and the run already has a transaction'
    : 'would end the transaction of the run';
  const hint =
    'remove it, make two changes of the script, or use savepoints; ' +
    'with "-- pgpm: no-transaction" above the first statement the script controls its own transactions';
  return new EngineError(
    'TRANSACTION_CONTROL',
    { statement: shorten(text, statement), effect },
    { place: placeAt(statement.start), hint },
  );
}

/** A statement in one line, cut where it gets long. */
function shorten(text: string, { start, end }: Statement): string {
  const line = text.slice(start, Math.min(end, start + 60)).replace(/\s+/g, ' ');
  return end - start > 60 ? `${line}…` : line;
}

function compare(a: Place | undefined, b: Place | undefined): number {
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}
