import {
  databaseMarker,
  limitOfTemplate,
  markerLimit,
  parseTemplateMarker,
  printTemplateMarker,
  traitsOfLimit,
  type TemplateMarker,
} from './markers.js';

const marker: TemplateMarker = {
  usedAt: '2030-01-01T00:00:00.000Z',
  serverVersion: 180004,
  roles: ['anonymous', `o'brien`],
};

test.each([marker, { ...marker, roles: [] }])('reads the marker that it prints', (printed) => {
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
  printTemplateMarker(marker).replace('["anonymous"', '[1'),
])('reads nothing else: %j', (comment) => {
  expect(parseTemplateMarker(comment)).toBeUndefined();
});

test('what is known of a template from its limit', () => {
  const traits = ([undefined, 'file_copy', 'wal_log'] as const).flatMap((strategy) =>
    [false, true].map((hasExtras) => ({ strategy, hasExtras })),
  );
  for (const known of traits) expect(traitsOfLimit(limitOfTemplate(known))).toEqual(known);
  expect(new Set(traits.map(limitOfTemplate)).size).toBe(6);
});

test.each([-1, -2, 0, 10, markerLimit, markerLimit + 7, 2 ** 31 - 1])('%d is the limit of no template', (limit) => {
  expect(traitsOfLimit(limit)).toBeUndefined();
});
