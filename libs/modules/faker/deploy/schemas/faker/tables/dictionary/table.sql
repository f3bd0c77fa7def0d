-- Deploy pgpm-faker:schemas/faker/tables/dictionary/table to pg
-- requires: schemas/faker/schema

create table faker.dictionary (
  id uuid not null default pg_catalog.gen_random_uuid() constraint dictionary_pkey primary key,
  type text,
  word text,
  position int
);

comment on table faker.dictionary is
  'Words by type. A type is a name such as colors, or a media type, whose words are file extensions.';
comment on column faker.dictionary.position is
  'Number of the word among those of its type, from 1, by which it is drawn; filled in where it is NULL.';

create index faker_type_idx on faker.dictionary using btree (type);
create index faker_type_position_idx on faker.dictionary using btree (type, position);

create function faker.tg_number_word() returns trigger
language plpgsql volatile
set search_path = ''
as $$
begin
  -- One writer at a time, so that no two words get the same number.
  perform pg_catalog.pg_advisory_xact_lock('pg_catalog.pg_class'::regclass::oid::int, tg_relid::int);
  new.position := 1 + coalesce(
    (select pg_catalog.max(d.position) from faker.dictionary as d where d.type = new.type),
    0
  );
  return new;
end
$$;

revoke execute on function faker.tg_number_word() from public;

comment on function faker.tg_number_word() is 'Gives a word the next number of its type.';

create trigger number_new_word before insert on faker.dictionary
for each row when (new.position is null) execute function faker.tg_number_word();

create trigger number_moved_word before update of type on faker.dictionary
for each row when (new.type is distinct from old.type) execute function faker.tg_number_word();
