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
    ...misplacedDirectives(kind, file, directives),
    ...checkScanned(source, scanned, kind, file, directives),
  ];
  const { sql, statements } = directives.noTransaction
    ? { sql: source, statements: scanned.statements }
    : transactionFreeText(source, scanned.statements);
  return { header: parsed.header, statements, sql, problems };
}

/**
 * Directives in a script that they do not fit. A verify script is always rolled back: one that controls its own
 * transactions would keep what it wrote.
 */
function misplacedDirectives(kind: ScriptKind, file: string, directives: Directives): readonly EngineError[] {
  const { noTransaction, irreversible, verifyAlwaysPasses } = directives;
  if (!noTransaction && !irreversible && verifyAlwaysPasses === undefined) return [];
  const isVerify = kind === 'verify';
  const misplaced = [
    ...(isVerify && noTransaction ? ['no-transaction'] : []),
    ...(isVerify && irreversible ? ['irreversible'] : []),
    ...(!isVerify && verifyAlwaysPasses !== undefined ? ['verify-always-passes'] : []),
  ];
  const expected = `a place in the header of ${isVerify ? 'a deploy or revert script' : 'the verify script'}`;
  return misplaced.map(
    (directive) => new EngineError('INVALID_DIRECTIVE', { directive, expected }, { place: { file } }),
  );
}
