const blank = /[ \t\n\r]*/y;
const token =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y;

/** What may come next. `first…`: the bracket that was just opened may close at once. */
type Expected = 'value' | 'firstValue' | 'key' | 'firstKey' | 'colon' | 'end';

/**
 * The offset of the first character that keeps a text from being JSON; its length when more is missing. `JSON.parse`
 * tells it for some errors only, and in words.
 */
export function jsonErrorOffset(text: string): number {
  const open: string[] = [];
  let expected: Expected | undefined = 'value';
  for (let at = skip(blank, text, 0); at < text.length; at = skip(blank, text, at)) {
    const end = skip(token, text, at);
    const start = text.charAt(at);
    expected = end > at ? expectedAfter(expected, start, open) : undefined;
    if (expected === undefined) return at;
    at = end;
  }
  return text.length;
}

/** Where a match at `at` ends; `at` itself when there is none. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Undefined when a token that starts like this must not stand here. `open` holds the brackets around it. */
function expectedAfter(expected: Expected, start: string, open: string[]): Expected | undefined {
  const closes = (start === '}' && open.at(-1) === '{') || (start === ']' && open.at(-1) === '[');
  if (closes && (expected === 'end' || expected === (start === '}' ? 'firstKey' : 'firstValue'))) {
    open.pop();
    return 'end';
  }
  switch (expected) {
    case 'value':
    case 'firstValue':
      if ('}],:'.includes(start)) return undefined;
      if (start !== '{' && start !== '[') return 'end';
      open.push(start);
      return start === '{' ? 'firstKey' : 'firstValue';
    case 'key':
    case 'firstKey':
      return start === '"' ? 'colon' : undefined;
    case 'colon':
      return start === ':' ? 'value' : undefined;
    case 'end':
      if (start !== ',' || open.length === 0) return undefined;
      return open.at(-1) === '{' ? 'key' : 'value';
  }
}
