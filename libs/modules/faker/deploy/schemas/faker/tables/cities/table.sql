-- Deploy pgpm-faker:schemas/faker/tables/cities/table to pg
-- requires: schemas/faker/schema

create table faker.cities (
  id uuid not null default pg_catalog.gen_random_uuid() constraint cities_pkey primary key,
  city text,
  state text,
  zips int[],
  lat float,
  lng float,
  position int,
  state_position int
);

comment on table faker.cities is 'Cities of the United States.';
comment on column faker.cities.state is 'Code of the state: two upper-case letters.';
comment on column faker.cities.zips is 'ZIP codes as numbers: they have five digits when leading zeros are added.';
comment on column faker.cities.lat is 'Latitude in degrees, north is positive.';
comment on column faker.cities.lng is 'Longitude in degrees, east is positive.';
comment on column faker.cities.position is
  'Number of the city, from 1, by which it is drawn; filled in where it is NULL.';
comment on column faker.cities.state_position is
  'Number of the city among those of its state, from 1, by which it is drawn; filled in where it is NULL.';

create index faker_city_idx1 on faker.cities using btree (city);
create index faker_city_idx2 on faker.cities using btree (state);
create index faker_city_idx3 on faker.cities using gin (zips);
create index faker_city_position_idx on faker.cities using btree (position);
create index faker_city_state_position_idx on faker.cities using btree (state, state_position);

create function faker.tg_number_city() returns trigger
language plpgsql volatile
set search_path = ''
as $$
begin
  -- One writer at a time, so that no two cities get the same number.
  perform pg_catalog.pg_advisory_xact_lock('pg_catalog.pg_class'::regclass::oid::int, tg_relid::int);
  new.position := coalesce(new.position, 1 + coalesce((select pg_catalog.max(c.position) from faker.cities as c), 0));
  new.state_position := 1 + coalesce(
    (select pg_catalog.max(c.state_position) from faker.cities as c where c.state = new.state),
    0
  );
  return new;
end
$$;

revoke execute on function faker.tg_number_city() from public;

comment on function faker.tg_number_city() is 'Gives a city the next number, and the next number of its state.';

create trigger number_new_city before insert on faker.cities
for each row when (new.position is null or new.state_position is null) execute function faker.tg_number_city();

create trigger number_moved_city before update of state on faker.cities
for each row when (new.state is distinct from old.state) execute function faker.tg_number_city();
