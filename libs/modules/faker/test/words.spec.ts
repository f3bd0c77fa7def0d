import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { draws, texts, wordsOf } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'faker' });
});
afterAll(() => db.teardown());
beforeEach(async () => {
  await db.begin();
  await db.query('select pg_catalog.setseed(0.25)');
});
afterEach(() => db.rollback());

test.each([
  ['faker.integer()', 0, 100],
  ['faker.integer(3, 5)', 3, 5],
  ['faker.integer(10, 1)', 1, 10],
  ['faker.integer(-3, -1)', -3, -1],
  ['faker.integer(7, 7)', 7, 7],
])('%s gives every number from %d to %d', async (call, low, high) => {
  const drawn = new Set((await texts(db, call, 5000)).map(Number));
  expect([...drawn].sort((a, b) => a - b)).toEqual(Array.from({ length: high - low + 1 }, (_, i) => low + i));
});

test('all numbers are equally likely, the ends included', async () => {
  const drawn = await texts(db, 'faker.integer(1, 4)', 20_000);
  for (const number of ['1', '2', '3', '4']) {
    const share = drawn.filter((text) => text === number).length / drawn.length;
    expect(Math.abs(share - 0.25)).toBeLessThan(0.03);
  }
});

test('the whole range of integers can be drawn from', async () => {
  const drawn = (await texts(db, 'faker.integer(-2147483648, 2147483647)')).map(Number);
  expect(Math.min(...drawn)).toBeLessThan(-1_000_000_000);
  expect(Math.max(...drawn)).toBeGreaterThan(1_000_000_000);
});

test.each([
  ['faker.float()', 0, 100],
  ['faker.float(-1, 1)', -1, 1],
  ['faker.float(5, 2)', 2, 5],
  ['faker.float(0.1, 0.1)', 0.1, 0.1],
  ['faker.float(null, 3)', 3, 3],
  ['faker.float(4, null)', 4, 4],
  ['faker.float(-1.7e308, 1.7e308)', -1.7e308, 1.7e308],
])('%s is between %d and %d', async (call, low, high) => {
  for (const number of (await texts(db, call)).map(Number)) {
    expect(number).toBeGreaterThanOrEqual(low);
    expect(number).toBeLessThanOrEqual(high);
  }
});

test('a boolean is both, about as often', async () => {
  const drawn = await texts(db, 'faker.boolean()', 2000);
  expect(new Set(drawn)).toEqual(new Set(['true', 'false']));
  expect(Math.abs(drawn.filter((text) => text === 'true').length - 1000)).toBeLessThan(200);
});

test.each([
  'faker.integer(null, 1)',
  'faker.integer(1, null)',
  'faker.float(null, null)',
  "faker.word('no such type')",
  "faker.word(array['no such type'])",
  "faker.sentence(cat := array['no such type'])",
  "faker.sentence('char', cat := array['no such type'])",
  "faker.sentence('word', null, 5)",
  "faker.paragraph(cat := array['no such type'])",
  "faker.city('ZZ')",
  "faker.city('ca')",
  "faker.zip('Nowhere')",
  "faker.lnglat('Nowhere')",
  'faker.date(null, 1)',
  'faker.birthdate(1, null)',
  'faker.interval(null, 1)',
  "faker.ext('no/such')",
  "faker.ext('colors')",
  'faker.token(null)',
])('%s is null', async (call) => expect(await draws(db, call, 3)).toEqual([null, null, null]));

test('a word is of its type', async () => {
  expect(new Set(await texts(db, 'faker.word_type()'))).toEqual(new Set(['adjectives', 'animals', 'colors']));
  const colors = await wordsOf(db, 'colors');
  expect(new Set(await texts(db, `faker.word('colors')`))).toEqual(new Set(colors));
  const plain = [...colors, ...(await wordsOf(db, 'adjectives')), ...(await wordsOf(db, 'animals'))];
  for (const call of ['faker.word()', 'faker.word(null)', `faker.word('{}'::text[])`, 'faker.word(null::text[])']) {
    expect((await texts(db, call)).filter((word) => !plain.includes(word))).toEqual([]);
  }
  const either = await texts(db, `faker.word(array['tag', 'cta'])`);
  const tags = await wordsOf(db, 'tag');
  expect(Math.abs(either.filter((word) => tags.includes(word)).length - 250)).toBeLessThan(100);
});

test.each(['tag', 'bizsuffix', 'street', 'cta', 'stop'])(
  'every word of %s is drawn, none much more often',
  async (type) => {
    const words = await wordsOf(db, type);
    const drawn = await texts(db, `faker.word('${type}')`, 12 * words.length);
    const counts = words.map((word) => drawn.filter((other) => other === word).length);
    expect(counts.filter((count) => count === 0).length).toBeLessThan(words.length / 100);
    expect(Math.max(...counts)).toBeLessThan(40);
  },
);

test('sentences have the words that were asked for', async () => {
  const lorem = new Set(await wordsOf(db, 'lorem'));
  for (const sentence of await texts(db, 'faker.sentence()')) {
    expect(sentence).toMatch(/^[A-Z][a-z]*( [a-z]+)*\.$/);
    const words = sentence.slice(0, -1).toLowerCase().split(' ');
    expect(words.length).toBeGreaterThanOrEqual(7);
    expect(words.length).toBeLessThanOrEqual(20);
    expect(words.filter((word) => !lorem.has(word))).toEqual([]);
  }
  const counts = (await texts(db, `faker.sentence('word', 5, 2, array['colors', 'tag'], '!')`)).map(
    (sentence) => sentence.split(' ').length,
  );
  expect(new Set(counts)).toEqual(new Set([2, 3, 4, 5]));
  expect(await texts(db, `faker.sentence('word', 0, 0, array['mime'], null)`, 3)).toHaveLength(3);
});

test.each(['char', 'chars'])(
  'sentences of %s have exactly as many as were asked for, and end in a letter',
  async (unit) => {
    for (const sentence of await texts(db, `faker.sentence('${unit}', 1, 60)`, 1000)) {
      expect(sentence).toMatch(/^([A-Z]([a-z ]*[a-z])?)?\.$/);
    }
    const lengths = (await texts(db, `faker.sentence('${unit}', 20, 22)`)).map((sentence) => sentence.length);
    expect(new Set(lengths)).toEqual(new Set([20, 21, 22]));
    expect(await texts(db, `faker.sentence('${unit}', 0, 0)`, 2)).toEqual(['', '']);
    expect(await texts(db, `faker.sentence('${unit}', -5, -5)`, 2)).toEqual(['', '']);
    expect((await texts(db, `pg_catalog.length(faker.sentence('${unit}', 50000, 50000))`, 1))[0]).toBe('50000');
  },
);

test.each(['words', 'WORD', '', null])('sentences and paragraphs in the unit %j are refused', async (unit) => {
  for (const name of ['sentence', 'paragraph']) {
    await db.query('savepoint before_failure');
    await expect(db.query(`select faker.${name}($1)`, [unit])).rejects.toMatchObject({
      code: 'P0001',
      message: 'faker.sentence() bad input',
    });
    await db.query('rollback to savepoint before_failure');
  }
});

test('paragraphs are sentences', async () => {
  const paragraphs = await texts(db, `faker.paragraph('word', 30, 40)`, 200);
  for (const paragraph of paragraphs) {
    expect(paragraph).toMatch(/^[A-Z][a-z]*((\. [A-Z]| [a-z])[a-z]*)*\.$/);
    expect(paragraph.split(' ').length).toBeGreaterThanOrEqual(30);
    expect(paragraph.split(' ').length).toBeLessThanOrEqual(40);
  }
  expect(paragraphs.filter((paragraph) => paragraph.includes('. ')).length).toBeGreaterThan(190);
  for (const paragraph of await texts(db, `faker.paragraph('chars', 50, 50)`, 100)) {
    expect(paragraph.replaceAll('.', '')).toHaveLength(50);
  }
});

test('tags are different words of their type, as many as were asked for while there are as many', async () => {
  const tags = await wordsOf(db, 'tag');
  const drawn = async (call: string, count = 200): Promise<readonly string[][]> =>
    (await db.any<{ tags: string[] }>(`select (${call})::text[] as tags from generate_series(1, $1)`, [count])).map(
      (row) => row.tags,
    );
  const sizes = new Set<number>();
  for (const list of await drawn('faker.tags()')) {
    sizes.add(list.length);
    expect(new Set(list).size).toBe(list.length);
    expect(list.filter((tag) => !tags.includes(tag))).toEqual([]);
  }
  expect(sizes).toEqual(new Set([1, 2, 3, 4, 5]));
  for (const list of await drawn('faker.tags(5, 5)')) expect(new Set(list).size).toBe(5);
  for (const list of await drawn(`faker.tags(300, 300, 'lorem')`, 3)) expect(new Set(list).size).toBe(300);
  for (const list of await drawn('faker.tags(1000, 1000)', 3)) expect([...list].sort()).toEqual([...tags].sort());
  for (const call of [
    `faker.tags(1, 5, 'no such type')`,
    'faker.tags(0, 0)',
    'faker.tags(-2, -1)',
    'faker.tags(null)',
  ]) {
    expect(await drawn(call, 2)).toEqual([[], []]);
  }
  expect(
    await db.one(`select pg_catalog.pg_typeof(faker.tags())::text as type, faker.tags(22, 22) @> '{BOOKS}' as found`),
  ).toEqual({
    type: 'citext[]',
    found: true,
  });
});
