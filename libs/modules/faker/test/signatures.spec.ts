import { createTestDatabase, type TestDatabase } from '@pgpm/testing';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'faker' });
});
afterAll(() => db.teardown());

const contract = `
  address(state text DEFAULT NULL::text, city text DEFAULT NULL::text) text
  attachment(mime text DEFAULT NULL::text) attachment
  birthdate(min integer DEFAULT 1, max integer DEFAULT 100) date
  boolean() boolean
  business() text
  city(state text DEFAULT NULL::text) text
  date(min integer DEFAULT 1, max integer DEFAULT 100, future boolean DEFAULT false) date
  email() text
  ext(mime text DEFAULT faker.mime()) text
  file(mime text DEFAULT NULL::text) text
  float(min double precision DEFAULT 0, max double precision DEFAULT 100) double precision
  fullname(gender text DEFAULT NULL::text) text
  gender(gender text DEFAULT NULL::text) text
  hostname() text
  image(width integer DEFAULT NULL::integer, height integer DEFAULT NULL::integer) image
  image_mime() text
  integer(min integer DEFAULT 0, max integer DEFAULT 100) integer
  interval() interval
  interval(min integer, max integer) interval
  ip(mime text DEFAULT NULL::text) text
  lnglat(city text DEFAULT NULL::text) point
  lnglat(x1 double precision, y1 double precision, x2 double precision, y2 double precision) point
  mime() text
  name(gender text DEFAULT NULL::text) text
  paragraph(unit text DEFAULT 'word'::text, min integer DEFAULT 7, max integer DEFAULT 20, cat text[] DEFAULT ARRAY['lorem'::text]) text
  password() text
  phone() text
  profilepic() image
  profilepic(gender text) image
  sentence(unit text DEFAULT 'word'::text, min integer DEFAULT 7, max integer DEFAULT 20, cat text[] DEFAULT ARRAY['lorem'::text], period text DEFAULT '.'::text) text
  state(state text DEFAULT NULL::text) text
  street() text
  surname() text
  tags(min integer DEFAULT 1, max integer DEFAULT 5, dict text DEFAULT 'tag'::text) citext[]
  time_unit() text
  timestamptz(future boolean DEFAULT false) timestamp with time zone
  token(bytes integer DEFAULT 16) text
  upload(mime text DEFAULT NULL::text) upload
  url(mime text DEFAULT NULL::text) url
  username() text
  uuid() uuid
  word(wordtype text DEFAULT NULL::text) text
  word(wordtypes text[]) text
  word_type() text
  zip(city text DEFAULT NULL::text) integer`;

/** What the functions of the contract are made of. */
const helpers = ['random_city', 'tg_number_city', 'tg_number_word'];

test('the functions have the signatures of their contract', async () => {
  const rows = await db.any<{ signature: string }>(
    `select p.proname || '(' || pg_catalog.pg_get_function_arguments(p.oid) || ') '
       || pg_catalog.pg_get_function_result(p.oid) as signature
     from pg_catalog.pg_proc as p
     where p.pronamespace = 'faker'::regnamespace and p.proname <> all ($1)`,
    [helpers],
  );
  const expected = contract.trim().split(/\n\s*/);
  expect(expected).toHaveLength(45);
  expect(rows.map(({ signature }) => signature).sort()).toEqual(expected.sort());
});
