/**
 * What a token is. `literal`: a quoted string, `dollar`: a dollar-quoted one, `quoted`: an identifier in double quotes,
 * `symbol`: one character of punctuation or of an operator, `meta`: a psql command with the rest of its line.
 */
export type TokenKind = 'word' | 'number' | 'literal' | 'dollar' | 'quoted' | 'symbol' | 'meta';

/** Something that was opened and not closed before the text ended. */
export interface Unterminated {
  readonly what:
    'string' | 'quoted identifier' | 'dollar-quoted string' | 'comment' | 'parenthesis' | 'BEGIN ATOMIC body';
  /** Where it was opened. */
  readonly start: number;
}

const symbolClass = 0;
const blankClass = 1;
const letterClass = 2;
const digitClass = 3;

/** What each ASCII character may begin. Everything beyond ASCII is a letter, as for the server. */
const classes = new Uint8Array(128);
for (const blank of ' \t\n\r\f\v') classes[blank.charCodeAt(0)] = blankClass;
for (const letter of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_')
  classes[letter.charCodeAt(0)] = letterClass;
for (const digit of '0123456789') classes[digit.charCodeAt(0)] = digitClass;

const newline = 10;
const carriageReturn = 13;
const doubleQuote = 34;
const dollarSign = 36;
const singleQuote = 39;
const star = 42;
const dash = 45;
const slash = 47;
const backslash = 92;

/** The code of a character of the text, or 0 behind its end; the table covers what is left below 128. */
function classOf(code: number): number {
  return code >= 128 ? letterClass : (classes[code] ?? symbolClass);
}

/**
 * Splits SQL into tokens by the lexical rules of PostgreSQL (`standard_conforming_strings` on), in one pass.
 * Never throws: what is not closed ends with the text and is noted in `unterminated`.
 */
export class Lexer {
  readonly text: string;
  /** The current token; `end` is exclusive. A caller may move `end` forward to skip text. */
  kind: TokenKind = 'symbol';
  start: number;
  end: number;
  unterminated: Unterminated | undefined;
  /** The code of the first character of the current token. */
  #code = 0;
  readonly #limit: number;

  constructor(text: string, start = 0, limit = text.length) {
    this.text = text;
    this.start = start;
    this.end = start;
    this.#limit = limit;
  }

  /** Moves to the next token, past blanks and comments. False at the end. */
  next(): boolean {
    const { text } = this;
    const start = this.#skipBlank(this.end);
    this.start = start;
    if (start >= this.#limit) {
      this.end = start;
      return false;
    }
    const code = (this.#code = text.charCodeAt(start));
    const charClass = classOf(code);
    if (charClass === letterClass) {
      this.#word(start);
    } else if (charClass === digitClass) {
      this.kind = 'number';
      this.end = this.#skipDigits(start + 1);
    } else if (code === singleQuote) {
      this.kind = 'literal';
      this.end = this.#closingQuote("'", start, 'string');
    } else if (code === doubleQuote) {
      this.kind = 'quoted';
      this.end = this.#closingQuote('"', start, 'quoted identifier');
    } else if (code === dollarSign) {
      this.#dollar(start);
    } else if (code === backslash) {
      this.kind = 'meta';
      this.end = this.#endOfLine(start);
    } else {
      this.kind = 'symbol';
      this.end = start + 1;
    }
    return true;
  }

  /** Whether the current token is this keyword, which is given in upper case. */
  isWord(keyword: string): boolean {
    return this.kind === 'word' && this.end - this.start === keyword.length && this.value().toUpperCase() === keyword;
  }

  /** Whether the current token is this one character. */
  isSymbol(symbol: string): boolean {
    return this.kind === 'symbol' && this.#code === symbol.charCodeAt(0);
  }

  value(): string {
    return this.text.slice(this.start, this.end);
  }

  #skipBlank(from: number): number {
    const { text } = this;
    let at = from;
    while (at < this.#limit) {
      const code = text.charCodeAt(at);
      if (classOf(code) === blankClass) at++;
      else if (code === dash && text.charCodeAt(at + 1) === dash) at = this.#endOfLine(at);
      else if (code === slash && text.charCodeAt(at + 1) === star) at = this.#endOfComment(at);
      else break;
    }
    return at;
  }

  /** The server ends a line comment at a carriage return, too. */
  #endOfLine(from: number): number {
    const { text } = this;
    let at = from;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === newline || code === carriageReturn) break;
      at++;
    }
    return at;
  }

  #endOfComment(start: number): number {
    const { text } = this;
    let depth = 1;
    for (let at = start + 2; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === star && text.charCodeAt(at + 1) === slash) {
        at++;
        if (--depth === 0) return at + 1;
      } else if (code === slash && text.charCodeAt(at + 1) === star) {
        at++;
        depth++;
      }
    }
    return this.#missing('comment', start);
  }

  #word(start: number): void {
    const { text } = this;
    let at = start + 1;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (classOf(code) < letterClass && code !== dollarSign) break;
      at++;
    }
    if (at === start + 1 && text.charCodeAt(at) === singleQuote && (text[start] === 'e' || text[start] === 'E')) {
      this.kind = 'literal';
      this.end = this.#endOfEscapeString(at);
      return;
    }
    this.kind = 'word';
    this.end = at;
  }

  #skipDigits(from: number): number {
    let at = from;
    while (classOf(this.text.charCodeAt(at)) === digitClass) at++;
    return at;
  }

  /** A doubled quote stands for one quote. */
  #closingQuote(quote: string, start: number, what: Unterminated['what']): number {
    const { text } = this;
    for (let at = text.indexOf(quote, start + 1); at >= 0; at = text.indexOf(quote, at + 2)) {
      if (text[at + 1] !== quote) return at + 1;
    }
    return this.#missing(what, start);
  }

  #endOfEscapeString(start: number): number {
    const { text } = this;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === backslash || (code === singleQuote && text.charCodeAt(at + 1) === singleQuote)) {
        at++;
      } else if (code === singleQuote) {
        const continued = this.#continuation(at + 1);
        if (continued === undefined) return at + 1;
        at = continued;
      }
    }
    return this.#missing('string', start);
  }

  /** A string goes on, by the same rules, in a next pair of quotes behind a line end. The offset of that quote. */
  #continuation(from: number): number | undefined {
    const { text } = this;
    let lineEnds = false;
    let at = from;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === newline || code === carriageReturn) lineEnds = true;
      if (classOf(code) === blankClass) at++;
      else if (code === dash && text.charCodeAt(at + 1) === dash) at = this.#endOfLine(at);
      else break;
    }
    return lineEnds && text.charCodeAt(at) === singleQuote ? at : undefined;
  }

  #dollar(start: number): void {
    const { text } = this;
    let at = start + 1;
    while (at < text.length && classOf(text.charCodeAt(at)) >= letterClass) at++;
    const isParameter = classOf(text.charCodeAt(start + 1)) === digitClass;
    if (isParameter || text.charCodeAt(at) !== dollarSign) {
      this.kind = isParameter ? 'number' : 'symbol';
      this.end = isParameter ? this.#skipDigits(start + 1) : start + 1;
      return;
    }
    const delimiter = text.slice(start, at + 1);
    const close = text.indexOf(delimiter, at + 1);
    this.kind = 'dollar';
    this.end = close < 0 ? this.#missing('dollar-quoted string', start) : close + delimiter.length;
  }

  #missing(what: Unterminated['what'], start: number): number {
    this.unterminated = { what, start };
    return this.text.length;
  }
}
