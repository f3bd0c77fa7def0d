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

interface City {
  readonly city: string;
  readonly state: string;
  readonly zips: readonly number[];
  readonly lat: number;
  readonly lng: number;
}

let cities: readonly City[];
beforeAll(async () => {
  cities = await db.any('select city, state, zips, lat, lng from faker.cities');
});

const citiesOf = (state: string): Set<string> =>
  new Set(cities.filter((place) => place.state === state).map(({ city }) => city));

test('cities, of a state when one is given', async () => {
  const all = new Set(cities.map(({ city }) => city));
  const drawn = await texts(db, 'faker.city()');
  expect(drawn.filter((city) => !all.has(city))).toEqual([]);
  expect(new Set(drawn).size).toBeGreaterThan(300);
  for (const state of ['CA', 'MI', 'DC', 'PR']) {
    const known = citiesOf(state);
    expect((await texts(db, `faker.city('${state}')`)).filter((city) => !known.has(city))).toEqual([]);
  }
  expect(new Set(await texts(db, `faker.city('RI')`, 1000))).toEqual(citiesOf('RI'));
});

test('states are equally likely, whatever their size', async () => {
  const drawn = await texts(db, 'faker.state()', 5200);
  const counts = [...new Set(cities.map(({ state }) => state))].map(
    (state) => drawn.filter((other) => other === state).length,
  );
  expect(counts).toHaveLength(52);
  expect(Math.min(...counts)).toBeGreaterThan(50);
  expect(Math.max(...counts)).toBeLessThan(160);
  expect(await texts(db, `faker.state('ZZ')`, 1)).toEqual(['ZZ']);
});

test('ZIP codes, of a city when one is given', async () => {
  const all = new Set(cities.flatMap(({ zips }) => zips));
  expect((await texts(db, 'faker.zip()')).filter((zip) => !all.has(Number(zip)))).toEqual([]);
  const losAngeles = new Set(cities.find(({ city }) => city === 'Los Angeles')?.zips);
  const drawn = new Set((await texts(db, `faker.zip('Los Angeles')`)).map(Number));
  expect([...drawn].filter((zip) => !losAngeles.has(zip))).toEqual([]);
  expect(drawn.size).toBeGreaterThan(50);
});

test('a name that several states have is drawn from all of them', async () => {
  const named = cities.filter(({ city }) => city === 'Springfield');
  expect(named.length).toBeGreaterThan(3);
  const drawn = (await texts(db, `faker.zip('Springfield')`, 1000)).map(Number);
  for (const { zips } of named) expect(drawn.some((zip) => zips.includes(zip))).toBe(true);
});

test('places', async () => {
  const known = new Set(cities.map(({ lng, lat }) => `(${lng},${lat})`));
  expect((await texts(db, 'faker.lnglat()')).filter((point) => !known.has(point))).toEqual([]);
  const { lng, lat } = cities.find(({ city }) => city === 'Los Angeles')!;
  expect(await texts(db, `faker.lnglat('Los Angeles')`, 1)).toEqual([`(${lng},${lat})`]);
  expect(await texts(db, `box '((-1,2),(3,5))' @> faker.lnglat(3, 2, -1, 5)`)).not.toContain('false');
});

const line = /^(\d+) ([A-Z0-9'.\- ]+)\n(.*), ([A-Z]{2}) (\d{5})$/;

test('addresses are those of a city, with five digits', async () => {
  const streets = new Set(await wordsOf(db, 'street'));
  const known = new Set(
    cities.flatMap(({ city, state, zips }) => zips.map((zip) => `${city}, ${state} ${String(zip).padStart(5, '0')}`)),
  );
  for (const address of await texts(db, 'faker.address()')) {
    const [, house = '', street = '', city = '', state = '', zip = ''] = line.exec(address) ?? [];
    expect(Number(house)).toBeGreaterThan(0);
    expect(Number(house)).toBeLessThanOrEqual(3000);
    expect(streets.has(street)).toBe(true);
    expect(known.has(`${city}, ${state} ${zip}`)).toBe(true);
  }
});

test('addresses of a state, a city, both, or neither', async () => {
  for (const address of await texts(db, `faker.address('MA')`)) expect(address).toMatch(/, MA 0\d{4}$/);
  for (const address of await texts(db, `faker.address('IL', 'Chicago')`))
    expect(address).toMatch(/\nChicago, IL 60\d{3}$/);
  for (const address of await texts(db, `faker.address(city := 'Los Angeles')`))
    expect(address).toMatch(/\nLos Angeles, CA 9/);
  for (const address of await texts(db, `faker.address('ZZ')`, 5)) expect(address).toMatch(/^\d+ .*\n, ZZ $/);
  expect(
    await db.one(
      `select faker.address('IL', 'Nowhere') as a, faker.address('MA', 'Chicago') as b, faker.address(null, '') as c`,
    ),
  ).toEqual({ a: null, b: null, c: null });
});

test('file names, links and media types', async () => {
  const mimes = await wordsOf(db, 'mime');
  const drawnMimes = await texts(db, 'faker.mime()', 1000);
  expect(new Set(drawnMimes)).toEqual(new Set(mimes));
  const every = async (call: string, pattern: RegExp): Promise<void> => {
    for (const text of await texts(db, call)) expect(text).toMatch(pattern);
  };
  const file = '[a-z]+\\.[a-z0-9]+';
  await every('faker.file()', new RegExp(`^${file}$`));
  await every(`faker.file('no/such')`, /^[a-z]+\.$/);
  await every('faker.hostname()::public.hostname', /^[a-z]+\.(com|net|io|org|co)$/);
  for (const name of ['url', 'upload']) {
    await every(`faker.${name}()`, new RegExp(`^https://[a-z]+\\.(com|net|io|org|co)/${file}$`));
    await every(`faker.${name}('text/csv')`, /\.csv$/);
  }
  await every('faker.ip()', /^(\d{1,3}\.){3}\d{1,3}$/);
  await every(`pg_catalog.host(faker.ip('anything')::inet)`, /^[\d.]+$/);
  await every('faker.ext(null)', /^[a-z0-9]+$/);
});

test.each([
  ['application/epub+zip', ['epub']],
  ['application/pdf', ['pdf']],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ['xlsx']],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', ['docx']],
  ['application/vnd.oasis.opendocument.spreadsheet', ['ods']],
  ['application/vnd.oasis.opendocument.text', ['odt']],
  ['application/x-font-opentype', ['otf']],
  ['audio/mpeg', ['mp3']],
  ['image/jpeg', ['jpg', 'jpeg']],
  ['text/tab-separated-values', ['tsv']],
])('the extensions of %s are %j', async (mime, extensions) => {
  expect(new Set(await texts(db, `faker.ext('${mime}')`, 50))).toEqual(new Set(extensions));
});

test('images, portraits and attachments', async () => {
  const parsed = async (call: string): Promise<readonly { url: string; mime: string }[]> =>
    (await texts(db, call)).map((text) => JSON.parse(text) as { url: string; mime: string });
  for (const { url, mime } of await parsed('faker.image()')) {
    const [, ...sizes] = /^https:\/\/picsum\.photos\/(\d+)\/(\d+)$/.exec(url)!;
    for (const size of sizes.map(Number)) expect(size >= 800 && size <= 1200).toBe(true);
    expect(mime).toMatch(/^image\/(gif|jpeg|png|svg\+xml)$/);
  }
  for (const { url } of await parsed('faker.image(20, 30)')) expect(url).toBe('https://picsum.photos/20/30');
  const portrait = (folder: string): RegExp =>
    new RegExp(`^https://randomuser\\.me/api/portraits/${folder}/([1-9]|[1-9]\\d)\\.jpg$`);
  for (const [argument, folder] of [
    ['', '(men|women)'],
    [`'M'`, 'men'],
    [`'F'`, 'women'],
    ['null', 'women'],
  ] as const) {
    for (const { url, mime } of await parsed(`faker.profilepic(${argument})`)) {
      expect(url).toMatch(portrait(folder));
      expect(mime).toBe('image/jpeg');
    }
  }
  for (const { url, mime } of await parsed(`faker.attachment('image/png')`)) {
    expect(url).toMatch(/\.png$/);
    expect(mime).toBe('image/png');
  }
  expect(new Set((await parsed('faker.attachment()')).map(({ mime }) => mime)).size).toBeGreaterThan(30);
});
