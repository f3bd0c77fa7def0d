import fc from 'fast-check';
import { jsonErrorOffset } from './json-error.js';

test.each([
  ['', ''],
  ['{ "a": 1, }', '}'],
  ['{ "a": [1,, 2] }', ', 2'],
  ['{ a: 1 }', 'a: 1'],
  ["{ 'a': 1 }", "'a'"],
  ['{ "a" 1 }', '1 }'],
  ['{ "a": 1 "b": 2 }', '"b"'],
  ['{ "a": tru }', 'tru'],
  ['{ "a": 01 }', '1 }'],
  ['{ "a": "x\ny" }', '"x\n'],
  ['{ "a": "\\x" }', '"\\x'],
  ['[1] // c', '// c'],
  ['[1}', '}'],
  ['{ "a": [1, 2 }', '}'],
  ['{} {}', '{}'],
  ['{ "a": {', ''],
])('%j is wrong from %j on', (text, rest) => {
  expect(text.slice(jsonErrorOffset(text)).startsWith(rest)).toBe(true);
  expect(jsonErrorOffset(text) === text.length).toBe(rest === '');
});

test('JSON is read to its end, whatever is cut off or put in', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), (text, seed) => {
      expect(jsonErrorOffset(text)).toBe(text.length);
      const at = seed % (text.length + 1);
      expect(jsonErrorOffset(`${text.slice(0, at)}\u0001${text.slice(at)}`)).toBeLessThanOrEqual(at);
    }),
  );
});
