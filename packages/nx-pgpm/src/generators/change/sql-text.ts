import { reservedWords } from './keywords.js';

/** PostgreSQL cuts longer names off, so that two may become one. */
const maxBytes = 63;

/** A name as SQL writes it: in quotes where it needs them. */
export function identifier(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && !reservedWords.has(name)) return name;
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL writes it, with `standard_conforming_strings` on. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name made of others, cut as PostgreSQL cuts the names that it chooses: the end stays. */
export function nameWithEnding(base: string, ending: string): string {
  let start = base;
  while (Buffer.byteLength(start + ending) > maxBytes) start = Array.from(start).slice(0, -1).join('');
  return start + ending;
}

/** Whether PostgreSQL keeps a name whole. */
export function fitsName(name: string): boolean {
  return Buffer.byteLength(name) <= maxBytes;
}

/** Quotes for a body, of dollars, that do not occur in any of the texts that may stand in it. */
export function dollarQuote(texts: readonly string[]): string {
  const isFree = (quote: string): boolean => !texts.some((text) => text.includes(quote));
  if (isFree('$$')) return '$$';
  let number = 1;
  while (!isFree(`$body${number}$`)) number++;
  return `$body${number}$`;
}
