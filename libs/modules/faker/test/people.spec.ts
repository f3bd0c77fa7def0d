import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { texts, wordsOf } from './support.js';

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

const everyDraw = async (call: string, pattern: RegExp, count = 500): Promise<readonly string[]> => {
  const drawn = await texts(db, call, count);
  for (const text of drawn) expect(text).toMatch(pattern);
  return drawn;
};

test('names', async () => {
  const boys = new Set(await wordsOf(db, 'boys'));
  const girls = new Set(await wordsOf(db, 'girls'));
  const known = (names: readonly string[], words: Set<string>): boolean =>
    names.every((name) => words.has(name.toLowerCase()));
  expect(known(await everyDraw(`faker.name('M')`, /^[A-Z][a-z]+$/), boys)).toBe(true);
  for (const gender of ['F', 'm', 'x', '']) expect(known(await texts(db, `faker.name('${gender}')`), girls)).toBe(true);
  const either = await texts(db, 'faker.name()');
  expect(known(either, boys)).toBe(false);
  expect(known(either, girls)).toBe(false);
  expect(known(await everyDraw('faker.surname()', /^[A-Z][a-z]+$/), new Set(await wordsOf(db, 'surname')))).toBe(true);
  await everyDraw('faker.fullname()', /^[A-Z][a-z]+ [A-Z][a-z]+$/);
  const fullnames = await texts(db, `faker.fullname('M')`);
  expect(
    known(
      fullnames.map((name) => name.replace(/ .*/, '')),
      boys,
    ),
  ).toBe(true);
});

test('genders', async () => {
  expect(new Set(await texts(db, 'faker.gender()'))).toEqual(new Set(['M', 'F']));
  expect(await texts(db, `faker.gender('other')`, 2)).toEqual(['other', 'other']);
});

test('user names, e-mail addresses, telephone numbers', async () => {
  await everyDraw('faker.username()', /^[a-z]+(\.[a-z]+)?(\d|[1-9]\d|100)?$/);
  await everyDraw('faker.email()::public.email', /^[a-z]+(\d|[1-9]\d|100)@example\.com$/);
  const phones = await everyDraw('faker.phone()', /^\+1 \([2-9]\d\d\) 555-01\d\d$/);
  expect(new Set(phones).size).toBeGreaterThan(450);
});

test('companies', async () => {
  const drawn = await everyDraw('faker.business()', /^[A-Z][a-z]+ [A-Z][A-Za-z ]+(, (Inc\.|Ltd\.|Co\. Ltd\.))?$/);
  const withForm = drawn.filter((name) => name.includes(', '));
  expect(withForm.length).toBeGreaterThan(150);
  expect(withForm.length).toBeLessThan(350);
});

test('days of birth: min to max years and up to a year more', async () => {
  const ages = await db.any<{ age: Date }>(
    `select 1 from (select faker.birthdate(34, 39) as born from generate_series(1, 500)) as drawn
     where born > current_date - interval '34 years 1 day' or born < current_date - interval '39 years 365 days'`,
  );
  expect(ages).toEqual([]);
  expect(
    await texts(db, `faker.birthdate() < current_date and faker.birthdate(0, 0) < current_date`, 100),
  ).not.toContain('false');
});

test('days, intervals and points in time', async () => {
  const between = async (value: string, low: string, high: string): Promise<void> => {
    expect(await texts(db, `${value} between ${low} and ${high}`)).not.toContain('false');
  };
  await between('faker.date()', 'current_date - 100', 'current_date - 1');
  await between('faker.date(future := true)', 'current_date + 1', 'current_date + 100');
  await between('faker.date(5, 3, true)', 'current_date + 3', 'current_date + 5');
  await between('faker.interval()', `interval '0'`, `interval '700 days'`);
  await between('faker.interval(5, 8)', `interval '5 s'`, `interval '8 s'`);
  await between('faker.timestamptz()', `now() - interval '701 days'`, 'now()');
  await between('faker.timestamptz(true)', 'now()', `now() + interval '701 days'`);
  expect(new Set(await texts(db, 'faker.interval(5, 8)'))).toEqual(
    new Set(['00:00:05', '00:00:06', '00:00:07', '00:00:08']),
  );
  expect(new Set(await texts(db, 'faker.time_unit()'))).toEqual(
    new Set(['millisecond', 'second', 'minute', 'hour', 'day', 'week']),
  );
});

test('an interval is made of numbers, however small', async () => {
  expect(await texts(db, `interval '1 millisecond' * 1e-9`, 1)).toEqual(['00:00:00']);
  expect(await texts(db, 'faker.interval() is not null and faker.timestamptz() is not null', 20_000)).not.toContain(
    'false',
  );
});

test('secrets', async () => {
  await everyDraw('faker.uuid()', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  await everyDraw('faker.token()', /^[0-9a-f]{32}$/);
  for (const bytes of [1, 12, 13, 14, 26, 27, 1024]) {
    await everyDraw(`faker.token(${bytes})`, new RegExp(`^[0-9a-f]{${2 * bytes}}$`), 5);
  }
  const passwords = await everyDraw(
    'faker.password()',
    /^([0-9a-f]{32}|[0-9a-f]{8}([0-9a-f]{2,8}[^0-9a-f\s][0-9a-f]{2,8}){1,4})$/,
  );
  expect(new Set(passwords).size).toBe(500);
  expect(passwords.filter((password) => /^[0-9a-f]{32}$/.test(password)).length).toBeGreaterThan(40);
});

test('all sixteen digits of a token are equally likely, at every place', async () => {
  const tokens = await texts(db, 'faker.token(26)', 2000);
  const places = Array.from({ length: 52 }, (_, place) => new Set(tokens.map((token) => token[place])));
  for (const digits of places) expect(digits.size).toBe(16);
  const digits = tokens.join('');
  for (const digit of '0123456789abcdef') {
    expect(Math.abs(digits.split(digit).length / digits.length - 1 / 16)).toBeLessThan(0.005);
  }
});

test.each([0, -1, 1025])('a token of %d bytes is refused', async (bytes) => {
  await expect(db.query('select faker.token($1)', [bytes])).rejects.toMatchObject({
    code: '39000',
    message: 'Length not in range',
  });
});
