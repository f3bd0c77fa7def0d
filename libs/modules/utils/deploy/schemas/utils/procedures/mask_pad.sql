-- Deploy pgpm-utils:schemas/utils/procedures/mask_pad to pg
-- requires: schemas/utils/schema

create function utils.mask_pad(bitstr text, bitlen int, pad text default '0') returns text
language sql immutable parallel safe
return case
  when pg_catalog.length(bitstr) > bitlen
    then pg_catalog.substr(bitstr, pg_catalog.length(bitstr) - bitlen + 1, bitlen)
  else pg_catalog.lpad(bitstr, bitlen, pad)
end;

comment on function utils.mask_pad(text, int, text) is
  'The last bitlen characters of a longer text; a shorter one with pad in front, repeated and cut to that length. '
  'Error 22011 for a negative length.';

grant execute on function utils.mask_pad(text, int, text) to public;

create function utils.bitmask_pad(bitstr bit varying, bitlen int, pad text default '0') returns bit varying
language sql immutable parallel safe
return case
  when pg_catalog.length(bitstr) > bitlen
    then pg_catalog.substring(bitstr, pg_catalog.length(bitstr) - bitlen + 1, bitlen)
  else pg_catalog.lpad(bitstr::text, bitlen, pad)::bit varying
end;

comment on function utils.bitmask_pad(bit varying, int, text) is
  'The last bitlen bits of a longer bit string; a shorter one with pad in front, repeated and cut to that length. '
  'Error 22011 for a negative length, 22P02 for a pad that is not of 0 and 1.';

grant execute on function utils.bitmask_pad(bit varying, int, text) to public;
