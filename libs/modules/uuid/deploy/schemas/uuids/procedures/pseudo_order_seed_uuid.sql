-- Deploy pgpm-uuid:schemas/uuids/procedures/pseudo_order_seed_uuid to pg
-- requires: schemas/uuids/schema

create function uuids.pseudo_order_seed_uuid(seed text) returns uuid
language plpgsql parallel safe
set search_path = ''
as $$
declare
  week constant text := pg_catalog.concat(extract(year from pg_catalog.now()), extract(week from pg_catalog.now()));
begin
  if seed is null then
    raise exception 'UUID seed is NULL' using hint = 'Use uuids.pseudo_order_uuid() where there is no seed.';
  end if;
  -- The two bytes of the prefix replace random ones. Version and variant stand further back and stay.
  return overlay(
    pg_catalog.gen_random_uuid()::text
    placing pg_catalog.left(pg_catalog.md5(seed), 2) || pg_catalog.left(pg_catalog.md5(week), 2)
    from 1
  )::uuid;
end
$$;

comment on function uuids.pseudo_order_seed_uuid(text) is
  'A random uuid, version 4 with 106 random bits, after one byte of the seed and one of the week. Uuids of one '
  'seed and week share the prefix; that tells nothing about their order. Error P0001 for NULL.';

grant execute on function uuids.pseudo_order_seed_uuid(text) to public;
