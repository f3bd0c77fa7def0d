import { EngineError } from '../errors/index.js';

/** Text, and what was wrong with its bytes. */
export interface DecodedText {
  /** With its byte order mark, if it has one: hashes are taken over the whole file. */
  readonly text: string;
  readonly problems: readonly EngineError[];
}

/** Reads bytes as UTF-8. Invalid ones become U+FFFD and a `FILE_ENCODING` that names the first of them. */
export function decodeUtf8(bytes: Uint8Array, file: string): DecodedText {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), problems: [] };
  } catch {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const context = { place: { file }, hint: encodingHint(bytes) };
    return {
      text,
      problems: [new EngineError('FILE_ENCODING', { byteOffset: firstInvalidByte(bytes, text) }, context)],
    };
  }
}

/** Text for parsing: without its byte order mark. */
export function withoutBom(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function encodingHint([first, second]: Uint8Array): string {
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return isUtf16 ? 'the file is UTF-16; save it as UTF-8' : 'save the file as UTF-8';
}

/** Offset of the first character that is no UTF-8: there `text`, written again, is another one. */
function firstInvalidByte(bytes: Uint8Array, text: string): number {
  const again = new TextEncoder().encode(text);
  let at = 0;
  while (at < bytes.length && bytes[at] === again[at]) at++;
  while (at > 0 && isContinuation(again[at])) at--;
  return at;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
