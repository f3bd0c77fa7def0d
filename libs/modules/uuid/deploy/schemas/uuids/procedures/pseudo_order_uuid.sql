-- Deploy pgpm-uuid:schemas/uuids/procedures/pseudo_order_uuid to pg
-- requires: schemas/uuids/schema

create function uuids.pseudo_order_uuid() returns uuid
language plpgsql parallel safe
set search_path = ''
as $$
declare
  week constant text := pg_catalog.concat(extract(year from pg_catalog.now()), extract(week from pg_catalog.now()));
begin
  -- The two bytes of the prefix replace random ones. Version and variant stand further back and stay.
  return overlay(
    pg_catalog.gen_random_uuid()::text placing pg_catalog.left(pg_catalog.md5(week), 4) from 1
  )::uuid;
end
$$;

comment on function uuids.pseudo_order_uuid() is
  'A random uuid, version 4 with 106 random bits, after two bytes of the week. Uuids of one week share the prefix; '
  'that tells nothing about their order.';

grant execute on function uuids.pseudo_order_uuid() to public;
