import { EngineError } from '../../errors/index.js';
import type { Directives, ScriptHeader, ScriptKind } from '../../model/index.js';
import { checkScanned } from './check.js';
import { parseScriptHeader } from './header.js';
import { scanScript, type Statement } from './statements.js';
import { transactionFreeText } from './transaction.js';

/** A script as it goes to the server. */
export interface PreparedScript {
  readonly header: ScriptHeader;
  /** The statements of `sql`, in order. */
  readonly statements: readonly Statement[];
  /**
   * As long as the text it comes from, with the same lines; a byte order mark and the transaction statements around
   * the script are blank. With the directive `no-transaction` the latter stay.
   */
  readonly sql: string;
  readonly problems: readonly EngineError[];
}

/**
 * Everything that there is to know about a script before a server sees it.
 *
 * @param file - the path that problems name.
 */
export function prepareScript(text: string, kind: ScriptKind, file: string): PreparedScript {
  const parsed = parseScriptHeader(text, file);
  const source = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const scanned = scanScript(source);
  const { directives } = parsed.header;
  const problems = [
    ...parsed.problems,
    ...misplacedOptOut(kind, file, directives),
    ...checkScanned(source, scanned, kind, file, directives),
  ];
  const { sql, statements } = directives.noTransaction
    ? { sql: source, statements: scanned.statements }
    : transactionFreeText(source, scanned.statements);
  return { header: parsed.header, statements, sql, problems };
}

/** Only a verify script can say that it always passes. */
function misplacedOptOut(kind: ScriptKind, file: string, { verifyAlwaysPasses }: Directives): readonly EngineError[] {
  if (verifyAlwaysPasses === undefined || kind === 'verify') return [];
  const fields = { directive: 'verify-always-passes', expected: 'a place in the header of the verify script' };
  return [new EngineError('INVALID_DIRECTIVE', fields, { place: { file } })];
}
