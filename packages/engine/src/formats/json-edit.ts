import { withoutBom } from './encoding.js';
import type { JsonObject } from './json.js';

/**
 * A JSON file with another content, in the style of the present text: its indentation, line ends and last line end.
 *
 * @param text - a JSON object.
 */
export function printJsonLike(text: string, value: JsonObject): string {
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const isOneLine = !withoutBom(text).trimEnd().includes('\n') && text.trim() !== '' && text.trim() !== '{}';
  const printed = isOneLine ? oneLine(value) : JSON.stringify(value, null, indent);
  const end = text === '' || text.endsWith('\n') ? lineEnd : '';
  return printed.replaceAll('\n', lineEnd) + end;
}

/** With blanks inside of brackets, as a person writes it. */
function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
