import { Lexer, type Unterminated } from './lexer.js';

/** One statement of a script. Comments and blanks around it, and its semicolon, are outside. */
export interface Statement {
  /** Offsets in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Line of its first token, from 1. */
  readonly line: number;
  /** The unquoted words it begins with, in upper case: at most six, up to the first other token. */
  readonly words: readonly string[];
}

/** A script taken apart. */
export interface ScannedScript {
  readonly statements: readonly Statement[];
  /** Offsets of backslashes that begin a psql command. */
  readonly metaCommands: readonly number[];
  /** `COPY … FROM STDIN` statements; their data is skipped up to the line `\.`. */
  readonly copies: readonly Statement[];
  readonly unterminated: Unterminated | undefined;
}

/** How many leading words a statement keeps: `CREATE OR REPLACE CONSTRAINT TRIGGER x`. */
const maximumWords = 6;

/**
 * The statements of a script, where the server would split it too. Empty ones are left out. Linear in the text;
 * a string, comment or parenthesis that is not closed makes the last statement reach to the end.
 */
export function splitStatements(text: string): readonly Statement[] {
  return scanScript(text).statements;
}

export function scanScript(text: string): ScannedScript {
  const lexer = new Lexer(text);
  const statements: Statement[] = [];
  const metaCommands: number[] = [];
  const copies: Statement[] = [];
  const lines = new LineCounter(text);
  const dataEnds = new CopyDataEnds(text);
  let current: StatementScan | undefined;

  const finish = (scan: StatementScan): void => {
    const statement = { start: scan.start, end: scan.end, line: lines.lineAt(scan.start), words: scan.words };
    statements.push(statement);
    if (!scan.readsStdin) return;
    copies.push(statement);
    lexer.end = dataEnds.after(lexer.end);
  };

  while (lexer.next()) {
    if (lexer.kind === 'meta') {
      metaCommands.push(lexer.start);
    } else if (current !== undefined) {
      if (current.add(lexer)) continue;
      finish(current);
      current = undefined;
    } else if (!lexer.isSymbol(';')) {
      current = new StatementScan(lexer.start);
      current.add(lexer);
    }
  }
  if (current !== undefined) finish(current);
  return { statements, metaCommands, copies, unterminated: lexer.unterminated ?? current?.unterminated() };
}

/** A statement while its tokens come in. */
class StatementScan {
  readonly start: number;
  end: number;
  readonly words: string[] = [];
  readsStdin = false;
  #onlyWords = true;
  #opened: number[] = [];
  /** Starts of `BEGIN ATOMIC` bodies that are open: semicolons in them belong to the statement. */
  #bodies: number[] = [];
  /** Whether the token stands where a statement of a body begins: only there `END` closes the body. */
  #bodyStatementBegins = false;
  #begin: number | undefined;
  #from = false;

  constructor(start: number) {
    this.start = start;
    this.end = start;
  }

  /** Takes the current token. False for the semicolon that ends the statement. */
  add(lexer: Lexer): boolean {
    if (lexer.kind === 'word') this.#addWord(lexer);
    else if (!this.#addOther(lexer)) return false;
    this.end = lexer.end;
    return true;
  }

  unterminated(): Unterminated | undefined {
    const [parenthesis] = this.#opened;
    if (parenthesis !== undefined) return { what: 'parenthesis', start: parenthesis };
    const [body] = this.#bodies;
    return body === undefined ? undefined : { what: 'BEGIN ATOMIC body', start: body };
  }

  #addWord(lexer: Lexer): void {
    if (this.#onlyWords && this.words.length < maximumWords) this.words.push(upperCase(lexer.value()));
    const beginsBodyStatement = this.#bodyStatementBegins;
    this.#bodyStatementBegins = false;
    if (this.words[0] === 'COPY') {
      if (this.#from && lexer.isWord('STDIN') && this.#opened.length === 0) this.readsStdin = true;
      this.#from = lexer.isWord('FROM');
    } else if (this.words[0] === 'CREATE' && this.#opened.length === 0) {
      if (beginsBodyStatement && lexer.isWord('END')) this.#bodies.pop();
      if (this.#begin !== undefined && lexer.isWord('ATOMIC') && this.#isRoutine()) {
        this.#bodies.push(this.#begin);
        this.#bodyStatementBegins = true;
      }
      this.#begin = lexer.isWord('BEGIN') ? lexer.start : undefined;
    }
  }

  #addOther(lexer: Lexer): boolean {
    this.#onlyWords = false;
    this.#begin = undefined;
    this.#from = false;
    this.#bodyStatementBegins = false;
    if (lexer.isSymbol('(')) this.#opened.push(lexer.start);
    else if (lexer.isSymbol(')')) this.#opened.pop();
    else if (lexer.isSymbol(';') && this.#opened.length === 0) {
      if (this.#bodies.length === 0) return false;
      this.#bodyStatementBegins = true;
    }
    return true;
  }

  #isRoutine(): boolean {
    const kind = this.words[1] === 'OR' && this.words[2] === 'REPLACE' ? this.words[3] : this.words[1];
    return kind === 'FUNCTION' || kind === 'PROCEDURE';
  }
}

/** Keywords are ASCII; other words stay as they are, lest one of them turn into a keyword (`ı` into `I`). */
function upperCase(word: string): string {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) >= 128) return word;
  return word.toUpperCase();
}

/** Line numbers for offsets that only grow. */
class LineCounter {
  readonly #text: string;
  #line = 1;
  #nextLineEnd: number;

  constructor(text: string) {
    this.#text = text;
    this.#nextLineEnd = text.indexOf('\n');
  }

  lineAt(offset: number): number {
    while (this.#nextLineEnd >= 0 && this.#nextLineEnd < offset) {
      this.#line++;
      this.#nextLineEnd = this.#text.indexOf('\n', this.#nextLineEnd + 1);
    }
    return this.#line;
  }
}

/** Finds the line `\.` behind the data of a `COPY`. Searches text without such a line only once. */
class CopyDataEnds {
  readonly #text: string;
  #none = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where the text goes on behind the data; `offset` itself when there is none. */
  after(offset: number): number {
    if (this.#none) return offset;
    const end = this.#text.indexOf('\n\\.', offset);
    this.#none = end < 0;
    return this.#none ? offset : end + '\n\\.'.length;
  }
}
