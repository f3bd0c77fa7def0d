import { withoutBom } from './encoding.js';
import type { JsonObject } from './json.js';

/**
 * A JSON file with another content. What stays the same keeps its bytes, the rest is written like its neighbours.
 *
 * @param text - a JSON object; empty for a new file.
 */
export function printJsonLike(text: string, value: JsonObject): string {
  if (text === '') return `${JSON.stringify(value, null, 2)}\n`;
  const source = withoutBom(text);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
  const isOneLine = !source.trimEnd().includes('\n') && source.trim() !== '{}';
  const style = { source, lineEnd, indent, isOneLine };
  const start = skip(blank, source, 0);
  const root = readNode(source, start);
  const mark = text.slice(0, text.length - source.length);
  return mark + source.slice(0, start) + printNode(root, value, style, '') + source.slice(root.end);
}

interface Style {
  readonly source: string;
  readonly lineEnd: string;
  readonly indent: string;
  readonly isOneLine: boolean;
}

/** A value and where it stands. */
interface Node {
  readonly start: number;
  readonly end: number;
  /** Those of an object or array; undefined for anything else. */
  readonly members: readonly Member[] | undefined;
  /** The blanks before the bracket that closes it. */
  readonly trail: string;
}

interface Member {
  /** Of an array its index. */
  readonly key: string;
  /** The blanks before it. */
  readonly lead: string;
  /** What stands before its value: the key and a colon. */
  readonly head: string;
  readonly node: Node;
}

const blank = /[ \t\n\r]*/y;
const scalar = /"(?:[^"\\]|\\.)*"|[^\s,\]}]+/y;

/** Where a match at `at` ends. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** @param source - valid JSON. */
function readNode(source: string, start: number): Node {
  const open = source[start];
  if (open !== '{' && open !== '[') return { start, end: skip(scalar, source, start), members: undefined, trail: '' };
  const members: Member[] = [];
  for (let at = start + 1; ;) {
    const from = skip(blank, source, at);
    const lead = source.slice(at, from);
    if (source[from] === '}' || source[from] === ']') return { start, end: from + 1, members, trail: lead };
    const member = readMember(source, from, lead, open === '{' ? undefined : String(members.length));
    members.push(member);
    at = skip(blank, source, member.node.end);
    if (source[at] === ',') at++;
    else at = member.node.end;
  }
}

function readMember(source: string, from: number, lead: string, index: string | undefined): Member {
  if (index !== undefined) return { key: index, lead, head: '', node: readNode(source, from) };
  const keyEnd = skip(scalar, source, from);
  const value = skip(blank, source, skip(blank, source, keyEnd) + 1);
  const key = String(JSON.parse(source.slice(from, keyEnd)));
  return { key, lead, head: source.slice(from, value), node: readNode(source, value) };
}

/** @param margin - the indentation of the line that the value begins in. */
function printNode({ start, end, members, trail }: Node, value: unknown, style: Style, margin: string): string {
  const present = style.source.slice(start, end);
  if (JSON.stringify(JSON.parse(present)) === JSON.stringify(value)) return present;
  const isArray = Array.isArray(value);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
  if (members === undefined || entries === undefined || isArray !== present.startsWith('[')) {
    return printNew(value, style, margin);
  }
  if (entries.length === 0) return isArray ? '[]' : '{}';
  const known = new Map(members.map((member) => [member.key, member]));
  const inner = margin + style.indent;
  const { first, next, last } = blanksAround(members, trail, style, margin);
  const printed = entries.map(([key, item], place) => {
    const member = known.get(key);
    const isBehind = member !== undefined && member !== members[0];
    const lead = place === 0 ? first : isBehind ? member.lead : next;
    if (member !== undefined) return lead + member.head + printNode(member.node, item, style, inner);
    return lead + (isArray ? '' : `${JSON.stringify(key)}: `) + printNew(item, style, inner);
  });
  return `${present.charAt(0)}${printed.join(',')}${last}${present.charAt(present.length - 1)}`;
}

/** What stands before the first member, before those that are new, and behind the last one. */
function blanksAround(
  members: readonly Member[],
  trail: string,
  { isOneLine, lineEnd, indent }: Style,
  margin: string,
) {
  const [first, second] = members;
  if (first !== undefined) {
    return { first: first.lead, next: second?.lead ?? (first.lead.includes('\n') ? first.lead : ' '), last: trail };
  }
  if (isOneLine) return { first: ' ', next: ' ', last: ' ' };
  const lead = lineEnd + margin + indent;
  return { first: lead, next: lead, last: lineEnd + margin };
}

function printNew(value: unknown, { isOneLine, indent, lineEnd }: Style, margin: string): string {
  if (isOneLine) return oneLine(value);
  return JSON.stringify(value, null, indent).replaceAll('\n', lineEnd + margin);
}

/** With blanks inside of brackets, as a person writes it. */
function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
