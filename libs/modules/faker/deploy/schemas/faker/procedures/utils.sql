-- Deploy pgpm-faker:schemas/faker/procedures/utils to pg
-- requires: schemas/faker/schema
-- requires: schemas/faker/tables/dictionary/table

-- Everything but tokens, passwords and uuids comes from random(), so that the same calls after the same setseed() give
-- the same results. Functions that draw more than once do it statement by statement: within one query the order would
-- be the planner's. No function reads more rows than it needs: words and cities are numbered.

-- Numbers

create function faker.integer(min int default 0, max int default 100) returns int
language sql volatile
set search_path = ''
as $$
  select (
    least($1, $2) + pg_catalog.floor(pg_catalog.random() * (greatest($1, $2)::float8 - least($1, $2) + 1))
  )::int
  where $1 is not null and $2 is not null;
$$;

comment on function faker.integer(int, int) is
  'Whole number from min to max, both included, in any order; NULL if one is NULL.';

create function faker.float(min float default 0, max float default 100) returns float
language plpgsql volatile
set search_path = ''
as $$
declare
  low constant float8 := least(min, max);
  high constant float8 := greatest(min, max);
  share constant float8 := pg_catalog.random();
begin
  -- Not low + share * (high - low): the difference of two numbers can be too large for a number.
  return least(greatest(low * (1 - share) + high * share, low), high);
end
$$;

comment on function faker.float(float, float) is 'Number from min to max, in any order; if one is NULL, the other.';

create function faker.boolean() returns boolean
language sql volatile
set search_path = ''
as $$
  select pg_catalog.random() < 0.5;
$$;

comment on function faker.boolean() is 'True or false, equally often.';

-- Words

create function faker.word_type() returns text
language sql volatile
set search_path = ''
as $$
  select (array['adjectives', 'animals', 'colors'])[faker.integer(1, 3)];
$$;

comment on function faker.word_type() is 'adjectives, animals or colors: types of words that are made of letters only.';

create function faker.word(wordtype text default null) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  chosen_type constant text := coalesce(wordtype, faker.word_type());
  last_position constant int := (
    select d.position
    from faker.dictionary as d
    where d.type = chosen_type and d.position is not null
    order by d.position desc
    limit 1
  );
  chosen_position int;
  chosen text;
begin
  -- Positions of words that were deleted are drawn again, so that all others stay equally likely. Where nearly all were
  -- deleted, the next word will do.
  for attempt in 1..20 loop
    exit when last_position is null;
    chosen_position := faker.integer(1, last_position);
    select d.word into chosen
    from faker.dictionary as d
    where d.type = chosen_type
      and d.position between chosen_position and case when attempt < 20 then chosen_position else last_position end
    order by d.position
    limit 1;
    exit when found;
  end loop;
  return chosen;
end
$$;

comment on function faker.word(text) is
  'Word of a type of faker.dictionary, or of a word_type(); NULL if there is no such type.';

create function faker.word(wordtypes text[]) returns text
language plpgsql volatile
set search_path = ''
as $$
begin
  return faker.word(wordtypes[
    pg_catalog.array_lower(wordtypes, 1) - 1 + faker.integer(1, pg_catalog.cardinality(wordtypes))
  ]);
end
$$;

comment on function faker.word(text[]) is 'Word of one of the types, or of a word_type() if there are none.';

create function faker.sentence(
  unit text default 'word',
  min int default 7,
  max int default 20,
  cat text[] default array['lorem'],
  period text default '.'
) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  stop text := coalesce(period, '');
  amount constant int := faker.integer(min, max);
  room constant int := greatest(amount - pg_catalog.length(stop), 0);
  words text[] := '{}';
  letters int := -1;
  next_word text;
  result text;
begin
  if unit is null or unit not in ('word', 'char', 'chars') then
    raise exception 'faker.sentence() bad input' using hint = 'The unit is word, char or chars.';
  end if;
  if amount is null then
    return null;
  end if;
  loop
    next_word := faker.word(cat);
    if next_word is null then
      return null;
    end if;
    words := words || next_word;
    letters := letters + 1 + pg_catalog.length(next_word);
    exit when case when unit = 'word' then pg_catalog.cardinality(words) >= amount else letters > room end;
  end loop;
  result := pg_catalog.array_to_string(words, ' ');
  if unit <> 'word' then
    -- A blank at the cut makes room for the next letter.
    if pg_catalog.substr(result, room, 1) = ' ' then
      result := overlay(result placing '' from room for 1);
    end if;
    result := pg_catalog.left(result, room);
    stop := pg_catalog.left(stop, greatest(amount, 0));
  end if;
  return pg_catalog.upper(pg_catalog.left(result, 1)) || pg_catalog.substr(result, 2) || stop;
end
$$;

comment on function faker.sentence(text, int, int, text[], text) is
  'Sentence of words of the types cat: min to max words, at least one (unit word), or characters, the period included '
  '(unit char or chars). NULL if there is no such type.';

create function faker.paragraph(
  unit text default 'word',
  min int default 7,
  max int default 20,
  cat text[] default array['lorem']
) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  words constant text[] := pg_catalog.string_to_array(faker.sentence(unit, min, max, cat, ''), ' ');
  next_word text;
  result text := '';
begin
  if words is null then
    return null;
  end if;
  foreach next_word in array words loop
    if result = '' then
      result := next_word;
    elsif pg_catalog.random() < 0.3 then
      result := result || '. ' || pg_catalog.upper(pg_catalog.left(next_word, 1)) || pg_catalog.substr(next_word, 2);
    else
      result := result || ' ' || next_word;
    end if;
  end loop;
  return result || '.';
end
$$;

comment on function faker.paragraph(text, int, int, text[]) is
  'Sentences of words of the types cat: min to max words (unit word), or characters in front of the added full stops '
  '(unit char or chars). NULL if there is no such type.';

-- citext may live in any schema, so its name is completed here.
do $$
declare
  citext_schema constant text := (
    select n.nspname
    from pg_catalog.pg_extension as e
    join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
    where e.extname = 'citext'
  );
begin
  if citext_schema is null then
    raise exception 'extension "citext" is not installed'
      using errcode = 'undefined_object', hint = 'Run: create extension citext';
  end if;
  execute pg_catalog.format(
    $create$
      create function faker.tags(min int default 1, max int default 5, dict text default 'tag') returns %1$I.citext[]
      language plpgsql volatile
      set search_path = ''
      as $body$
      declare
        amount constant int := coalesce(greatest(faker.integer(min, max), 0), 0);
        last_position constant int := (
          select d.position
          from faker.dictionary as d
          where d.type = dict and d.position is not null
          order by d.position desc
          limit 1
        );
        next_word text;
        words text[] := '{}';
      begin
        if amount < last_position / 2 then
          -- A few of many: drawn one by one, and again when drawn before.
          for attempt in 1..20 * amount loop
            exit when pg_catalog.cardinality(words) = amount;
            next_word := faker.word(dict);
            if next_word <> all (words) then
              words := words || next_word;
            end if;
          end loop;
        else
          words := array(
            select shuffled.word
            from (
              select ordered.word, pg_catalog.random() as place
              from (
                select d.word from faker.dictionary as d where d.type = dict order by d.position, d.word
              ) as ordered
            ) as shuffled
            order by shuffled.place
            limit amount
          );
        end if;
        return words::%1$I.citext[];
      end
      $body$
    $create$,
    citext_schema
  );
end
$$;

comment on function faker.tags(int, int, text) is
  'min to max different words of a type, fewer if there are not as many; empty if there is no such type.';

-- People

create function faker.gender(gender text default null) returns text
language plpgsql volatile
set search_path = ''
as $$
begin
  return coalesce(gender, (array['M', 'F'])[faker.integer(1, 2)]);
end
$$;

comment on function faker.gender(text) is 'The argument, or M or F if it is NULL.';

create function faker.name(gender text default null) returns text
language plpgsql volatile
set search_path = ''
as $$
begin
  return pg_catalog.initcap(faker.word(case when faker.gender(gender) = 'M' then 'boys' else 'girls' end));
end
$$;

comment on function faker.name(text) is 'First name: of a boy for M, of a girl for anything else, of either for NULL.';

create function faker.surname() returns text
language plpgsql volatile
set search_path = ''
as $$
begin
  return pg_catalog.initcap(faker.word('surname'));
end
$$;

comment on function faker.surname() is 'Family name.';

create function faker.fullname(gender text default null) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  first_name constant text := faker.name(gender);
begin
  return first_name || ' ' || faker.surname();
end
$$;

comment on function faker.fullname(text) is 'First name, see name(), and family name.';

create function faker.username() returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  layout constant int := faker.integer(1, 3);
  result text := faker.word();
begin
  if layout = 1 then
    result := result || '.' || faker.word();
  end if;
  if layout < 3 then
    result := result || faker.integer(0, 100);
  end if;
  return result;
end
$$;

comment on function faker.username() is 'A word, perhaps a full stop and another word, perhaps a number from 0 to 100.';

create function faker.email() returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  mailbox constant text := faker.word();
begin
  return mailbox || faker.integer(0, 100) || '@example.com';
end
$$;

comment on function faker.email() is 'E-mail address at example.com, a domain that is reserved and receives no mail.';

create function faker.phone() returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  area_code constant int := faker.integer(200, 999);
begin
  return pg_catalog.format('+1 (%s) 555-%s', area_code, pg_catalog.lpad(faker.integer(100, 199)::text, 4, '0'));
end
$$;

comment on function faker.phone() is
  'Telephone number of North America: +1 (201) 555-0123. Numbers from 555-0100 to 555-0199 are reserved for fiction.';

create function faker.birthdate(min int default 1, max int default 100) returns date
language plpgsql volatile
set search_path = ''
as $$
declare
  age constant int := faker.integer(min, max);
begin
  return (current_date - pg_catalog.make_interval(years => age, days => faker.integer(1, 365)))::date;
end
$$;

comment on function faker.birthdate(int, int) is 'Day of birth: min to max years and 1 to 365 days ago.';

create function faker.business() returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  result text := faker.word('bizname');
begin
  if faker.boolean() then
    result := result || faker.word('bizpostfix');
  end if;
  result := result || ' ' || faker.word('bizsurname');
  if faker.boolean() then
    result := result || ', ' || faker.word('bizsuffix');
  end if;
  return result;
end
$$;

comment on function faker.business() is 'Name of a company, perhaps with its legal form.';

-- Places

create function faker.random_city(
  inout state text default null,
  inout city text default null,
  out zips int[],
  out lat float,
  out lng float
)
language plpgsql volatile
set search_path = ''
as $$
declare
  matches uuid[];
  last_position int;
  chosen_position int;
  chosen_id uuid;
begin
  if city is not null then
    matches := array(
      select c.id
      from faker.cities as c
      where c.city = random_city.city and (random_city.state is null or c.state = random_city.state)
      order by c.position, c.id
    );
    chosen_id := matches[faker.integer(1, pg_catalog.cardinality(matches))];
  elsif state is not null then
    last_position := (
      select c.state_position
      from faker.cities as c
      where c.state = random_city.state and c.state_position is not null
      order by c.state_position desc
      limit 1
    );
    -- As in word().
    for attempt in 1..20 loop
      exit when last_position is null;
      chosen_position := faker.integer(1, last_position);
      select c.id into chosen_id
      from faker.cities as c
      where c.state = random_city.state
        and c.state_position between chosen_position
          and case when attempt < 20 then chosen_position else last_position end
      order by c.state_position
      limit 1;
      exit when found;
    end loop;
  else
    last_position := (
      select c.position
      from faker.cities as c
      where c.position is not null
      order by c.position desc
      limit 1
    );
    for attempt in 1..20 loop
      exit when last_position is null;
      chosen_position := faker.integer(1, last_position);
      select c.id into chosen_id
      from faker.cities as c
      where c.position between chosen_position
        and case when attempt < 20 then chosen_position else last_position end
      order by c.position
      limit 1;
      exit when found;
    end loop;
  end if;
  select c.state, c.city, c.zips, c.lat, c.lng into state, city, zips, lat, lng
  from faker.cities as c
  where c.id = chosen_id;
end
$$;

comment on function faker.random_city(text, text) is
  'City with its state, ZIP codes and place: any, one of a state, one of a name, or one of a name in a state; NULLs if '
  'there is none.';

create function faker.city(state text default null) returns text
language plpgsql volatile
set search_path = ''
as $$
begin
  return (faker.random_city(state)).city;
end
$$;

comment on function faker.city(text) is 'City, of a state if its code is given; NULL for a state that has none.';

create function faker.zip(city text default null) returns int
language plpgsql volatile
set search_path = ''
as $$
declare
  zips constant int[] := (faker.random_city(null, city)).zips;
begin
  return zips[faker.integer(1, pg_catalog.cardinality(zips))];
end
$$;

comment on function faker.zip(text) is
  'ZIP code, of a city if its name is given, as a number: it has five digits when leading zeros are added.';

create function faker.lnglat(city text default null) returns point
language plpgsql volatile
set search_path = ''
as $$
declare
  place record;
begin
  place := faker.random_city(null, city);
  return pg_catalog.point(place.lng, place.lat);
end
$$;

comment on function faker.lnglat(text) is
  'Place of a city, of the name if one is given: (longitude, latitude) in degrees.';

create function faker.lnglat(x1 float, y1 float, x2 float, y2 float) returns point
language plpgsql volatile
set search_path = ''
as $$
declare
  x constant float8 := faker.float(x1, x2);
begin
  return pg_catalog.point(x, faker.float(y1, y2));
end
$$;

comment on function faker.lnglat(float, float, float, float) is 'Point of the box between two corners.';

create function faker.street() returns text
language plpgsql volatile
set search_path = ''
as $$
begin
  return faker.word('street');
end
$$;

comment on function faker.street() is 'Name of a street, in upper case.';

create function faker.state(state text default null) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  codes text[];
begin
  if state is not null then
    return state;
  end if;
  -- From each code to the next one in the index.
  with recursive code as (
    (select c.state from faker.cities as c where c.state is not null order by c.state limit 1)
    union all
    select (select c.state from faker.cities as c where c.state > code.state order by c.state limit 1)
    from code
    where code.state is not null
  )
  select pg_catalog.array_agg(code.state order by code.state) into codes from code where code.state is not null;
  return codes[faker.integer(1, pg_catalog.cardinality(codes))];
end
$$;

comment on function faker.state(text) is 'The argument, or the code of a state if it is NULL.';

create function faker.address(state text default null, city text default null) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  house constant int := faker.integer(1, 3000);
  street constant text := faker.street();
  place record;
begin
  place := faker.random_city(state, city);
  if city is not null and place.city is null then
    return null;
  end if;
  return pg_catalog.concat(
    house, ' ', street, E'\n',
    place.city, ', ', coalesce(place.state, state), ' ',
    pg_catalog.lpad(place.zips[faker.integer(1, pg_catalog.cardinality(place.zips))]::text, 5, '0')
  );
end
$$;

comment on function faker.address(text, text) is
  'Address in two lines, of a state and a city if they are given. NULL if there is no such city; without city and ZIP '
  'code if there is no such state.';

-- Days and times

create function faker.time_unit() returns text
language sql volatile
set search_path = ''
as $$
  select (array['millisecond', 'second', 'minute', 'hour', 'day', 'week'])[faker.integer(1, 6)];
$$;

comment on function faker.time_unit() is 'Unit of time: millisecond, second, minute, hour, day or week.';

create function faker.date(min int default 1, max int default 100, future boolean default false) returns date
language plpgsql volatile
set search_path = ''
as $$
declare
  days constant int := faker.integer(min, max);
begin
  return case when future then current_date + days else current_date - days end;
end
$$;

comment on function faker.date(int, int, boolean) is 'Day min to max days ago, or ahead.';

create function faker.interval() returns interval
language plpgsql volatile
set search_path = ''
as $$
declare
  unit constant interval := ('1 ' || faker.time_unit())::interval;
begin
  return unit * faker.float(0, 100);
end
$$;

comment on function faker.interval() is '0 to 100 times a time_unit().';

create function faker.interval(min int, max int) returns interval
language sql volatile
set search_path = ''
as $$
  select pg_catalog.make_interval(secs => faker.integer($1, $2));
$$;

comment on function faker.interval(int, int) is 'min to max seconds, whole ones.';

create function faker.timestamptz(future boolean default false) returns timestamptz
language plpgsql volatile
set search_path = ''
as $$
begin
  return case when future then pg_catalog.now() + faker.interval() else pg_catalog.now() - faker.interval() end;
end
$$;

comment on function faker.timestamptz(boolean) is 'An interval() before now(), or after.';

-- Secrets. They come from the strong random source of the server: nobody can guess them from a seed, or repeat them.

create function faker.uuid() returns uuid
language sql volatile
set search_path = ''
as $$
  select pg_catalog.gen_random_uuid();
$$;

comment on function faker.uuid() is 'Random UUID. A seed does not repeat it.';

create function faker.token(bytes int default 16) returns text
language plpgsql volatile
set search_path = ''
as $$
begin
  if bytes not between 1 and 1024 then
    raise exception 'Length not in range'
      using errcode = 'external_routine_invocation_exception', hint = 'A token has 1 to 1024 bytes.';
  end if;
  -- Thirteen of the sixteen bytes of a random UUID hold nothing but random bits.
  return (
    select pg_catalog.left(
      pg_catalog.string_agg(
        pg_catalog.encode(pg_catalog.substr(source.bits, 1, 6) || pg_catalog.substr(source.bits, 10, 7), 'hex'),
        ''
      ),
      2 * bytes
    )
    from (
      select pg_catalog.uuid_send(pg_catalog.gen_random_uuid()) as bits
      from pg_catalog.generate_series(1, (bytes + 12) / 13)
    ) as source
  );
end
$$;

comment on function faker.token(int) is
  'Random bytes, 1 to 1024, in lower-case hexadecimal. A seed does not repeat them.';

create function faker.password() returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  signs constant text := '!#$%&*+-./:;<=>?@^_~';
  result text;
begin
  if faker.integer(1, 5) = 1 then
    return faker.token(16);
  end if;
  result := faker.token(4);
  for piece in 1..faker.integer(1, 4) loop
    result := result
      || pg_catalog.left(faker.token(4), faker.integer(2, 8))
      || pg_catalog.substr(signs, faker.integer(1, pg_catalog.length(signs)), 1)
      || pg_catalog.left(faker.token(4), faker.integer(2, 8));
  end loop;
  return result;
end
$$;

comment on function faker.password() is
  'Password of 13 to 76 characters: hexadecimal digits, and signs in four of five. A seed does not repeat the digits.';

-- Links and files

create function faker.hostname() returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  label constant text := faker.word();
begin
  return label || '.' || (array['com', 'net', 'io', 'org', 'co'])[faker.integer(1, 5)];
end
$$;

comment on function faker.hostname() is 'Host name of two labels. It may exist.';

create function faker.mime() returns text
language sql volatile
set search_path = ''
as $$
  select faker.word('mime');
$$;

comment on function faker.mime() is 'Media type.';

create function faker.ext(mime text default faker.mime()) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  chosen constant text := coalesce(mime, faker.mime());
begin
  -- Types of words have no slash.
  return case when chosen like '%/%' then faker.word(chosen) end;
end
$$;

comment on function faker.ext(text) is
  'File extension of a media type, of any for NULL; NULL if there is no such type.';

create function faker.image_mime() returns text
language sql volatile
set search_path = ''
as $$
  select (array['image/gif', 'image/jpeg', 'image/png', 'image/svg+xml'])[faker.integer(1, 4)];
$$;

comment on function faker.image_mime() is 'Media type of an image that browsers show.';

create function faker.file(mime text default null) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  base constant text := faker.word();
begin
  return base || '.' || coalesce(faker.ext(mime), '');
end
$$;

comment on function faker.file(text) is 'File name with an extension of the media type, of any for NULL.';

create function faker.url(mime text default null) returns public.url
language plpgsql volatile
set search_path = ''
as $$
declare
  host constant text := faker.hostname();
begin
  return 'https://' || host || '/' || faker.file(mime);
end
$$;

comment on function faker.url(text) is 'Link to a file of the media type, of any for NULL. Its host may exist.';

create function faker.upload(mime text default null) returns public.upload
language plpgsql volatile
set search_path = ''
as $$
begin
  return faker.url(mime)::text;
end
$$;

comment on function faker.upload(text) is 'Link as of url().';

create function faker.attachment(mime text default null) returns public.attachment
language plpgsql volatile
set search_path = ''
as $$
declare
  chosen constant text := coalesce(mime, faker.mime());
begin
  return pg_catalog.jsonb_build_object('url', faker.url(chosen), 'mime', chosen);
end
$$;

comment on function faker.attachment(text) is 'Link as of url(), and its media type.';

create function faker.image(width int default null, height int default null) returns public.image
language plpgsql volatile
set search_path = ''
as $$
declare
  chosen_width constant int := coalesce(width, faker.integer(800, 1200));
  chosen_height constant int := coalesce(height, faker.integer(800, 1200));
begin
  return pg_catalog.jsonb_build_object(
    'url', pg_catalog.format('https://picsum.photos/%s/%s', chosen_width, chosen_height),
    'mime', faker.image_mime()
  );
end
$$;

comment on function faker.image(int, int) is
  'Link to a photo of a public service, in pixels, from 800 to 1200 where not given. The media type is made up.';

create function faker.profilepic(gender text) returns public.image
language plpgsql volatile
set search_path = ''
as $$
begin
  return pg_catalog.jsonb_build_object(
    'url',
    pg_catalog.format(
      'https://randomuser.me/api/portraits/%s/%s.jpg',
      case when gender = 'M' then 'men' else 'women' end, faker.integer(1, 99)
    ),
    'mime', 'image/jpeg'
  );
end
$$;

comment on function faker.profilepic(text) is
  'Link to a portrait of a public service: of a man for M, of a woman for anything else.';

create function faker.profilepic() returns public.image
language plpgsql volatile
set search_path = ''
as $$
begin
  return faker.profilepic(faker.gender());
end
$$;

comment on function faker.profilepic() is 'Link to a portrait of a public service.';

create function faker.ip(mime text default null) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  numbers int[] := '{}';
begin
  for part in 1..4 loop
    numbers := numbers || faker.integer(0, 255);
  end loop;
  return pg_catalog.array_to_string(numbers, '.');
end
$$;

comment on function faker.ip(text) is 'IPv4 address of four numbers from 0 to 255. The argument is not used.';

-- The schema keeps everybody out until its owner lets them in; then the functions are there for them.
grant execute on function
  faker.integer(int, int), faker.float(float, float), faker.boolean(), faker.word_type(), faker.word(text),
  faker.word(text[]), faker.sentence(text, int, int, text[], text), faker.paragraph(text, int, int, text[]),
  faker.tags(int, int, text), faker.gender(text), faker.name(text), faker.surname(), faker.fullname(text),
  faker.username(), faker.email(), faker.phone(), faker.birthdate(int, int), faker.business(),
  faker.random_city(text, text), faker.city(text), faker.zip(text), faker.lnglat(text),
  faker.lnglat(float, float, float, float), faker.street(), faker.state(text), faker.address(text, text),
  faker.time_unit(), faker.date(int, int, boolean), faker.interval(), faker.interval(int, int),
  faker.timestamptz(boolean), faker.uuid(), faker.token(int), faker.password(), faker.hostname(), faker.mime(),
  faker.ext(text), faker.image_mime(), faker.file(text), faker.url(text), faker.upload(text), faker.attachment(text),
  faker.image(int, int), faker.profilepic(text), faker.profilepic(), faker.ip(text)
to public;
