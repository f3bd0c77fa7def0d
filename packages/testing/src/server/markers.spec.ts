import { databaseMarker, parseTemplateMarker, printTemplateMarker, type TemplateMarker } from './markers.js';

const marker: TemplateMarker = {
  usedAt: '2030-01-01T00:00:00.000Z',
  serverVersion: 180004,
  roles: ['anonymous', `o'brien`],
  strategy: 'file_copy',
};

test.each([marker, { ...marker, roles: [], strategy: undefined }])('reads the marker that it prints', (printed) => {
  expect(parseTemplateMarker(printTemplateMarker(printed))).toEqual(printed);
});

test.each([
  undefined,
  null,
  '',
  'my notes',
  databaseMarker,
  `${printTemplateMarker(marker)}!`,
  printTemplateMarker(marker).replace('"serverVersion":180004', '"serverVersion":"x"'),
  printTemplateMarker(marker).replace('file_copy', 'drop table'),
  printTemplateMarker(marker).replace('["anonymous"', '[1'),
])('reads nothing else: %j', (comment) => {
  expect(parseTemplateMarker(comment)).toBeUndefined();
});
