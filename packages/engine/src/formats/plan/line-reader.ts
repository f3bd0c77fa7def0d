/** A column range in a line: from 0, `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in one line of a plan that moves forward, part by part. */
export class LineReader {
  readonly text: string;
  at: number;
  /** Where the trimmed line ends. */
  readonly end: number;

  constructor(text: string) {
    this.text = text;
    this.end = text.trimEnd().length;
    this.at = Math.min(text.length - text.trimStart().length, this.end);
  }

  isAtEnd(): boolean {
    return this.at >= this.end;
  }

  peek(): string {
    return this.isAtEnd() ? '' : this.text.charAt(this.at);
  }

  skipBlank(): void {
    const { text, end } = this;
    let { at } = this;
    while (at < end && isBlank(text.charCodeAt(at))) at++;
    this.at = at;
  }

  /** The text up to the next blank, which may be empty; leaves the reader behind the blanks that follow. */
  word(): Span {
    const { text, end: lineEnd, at: start } = this;
    let end = start;
    while (end < lineEnd && !isBlank(text.charCodeAt(end))) end++;
    this.at = end;
    this.skipBlank();
    return { start, end };
  }

  slice({ start, end }: Span): string {
    return this.text.slice(start, end);
  }
}

/** Only space and tab separate the parts of a line (docs/formats.md §3.1). */
export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
