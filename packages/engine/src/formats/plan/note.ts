const decoded: ReadonlyMap<string, string> = new Map([
  ['\\n', '\n'],
  ['\\r', '\r'],
  ['\\\\', '\\'],
]);

/** Notes are one line: line ends and backslashes in them are escaped (docs/formats.md §3.4). */
export function decodeNote(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\[nr\\]/g, (escape) => decoded.get(escape) ?? escape);
}

export function encodeNote(note: string): string {
  return note.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}
