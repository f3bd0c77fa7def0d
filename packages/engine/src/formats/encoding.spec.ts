import fc from 'fast-check';
import { decodeUtf8, withoutBom } from './encoding.js';

test('valid text is kept to the byte, with its mark', () => {
  const text = '\uFEFFselect 1; -- é 😀\r\n';
  expect(decodeUtf8(Buffer.from(text), 'a.sql')).toEqual({ text, problems: [] });
  expect(withoutBom(text)).toBe(text.slice(1));
});

test.each([
  ['a stray byte', [0x61, 0x62, 0xff, 0x63], 2, 'ab\uFFFDc'],
  ['Latin-1', [0x2d, 0x2d, 0x20, 0xe9, 0x0a], 3, '-- \uFFFD\n'],
  ['a character that is cut off', [0x61, 0xe2, 0x82], 1, 'a\uFFFD'],
  ['an overlong character', [0xc0, 0xaf], 0, '\uFFFD\uFFFD'],
  ['half of a surrogate pair', [0x61, 0xed, 0xa0, 0x80, 0x62], 1, 'a\uFFFD\uFFFD\uFFFDb'],
])('%s is found', (_, bytes, byteOffset, text) => {
  expect(decodeUtf8(Uint8Array.from(bytes), 'a.sql')).toMatchObject({
    text,
    problems: [{ code: 'FILE_ENCODING', fields: { byteOffset }, place: { file: 'a.sql' } }],
  });
});

test('UTF-16 is recognised', () => {
  const { problems } = decodeUtf8(Buffer.from('\uFEFFselect', 'utf16le'), 'a.sql');
  expect(problems).toMatchObject([{ fields: { byteOffset: 0 }, hint: 'the file is UTF-16; save it as UTF-8' }]);
});

test('the offset of an invalid byte is where the valid text ends', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (before) => {
      const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xff, 0x61])]);
      expect(decodeUtf8(bytes, 'a').problems).toMatchObject([{ fields: { byteOffset: Buffer.byteLength(before) } }]);
    }),
  );
});
