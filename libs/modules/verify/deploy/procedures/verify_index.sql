-- Deploy pgpm-verify:procedures/verify_index to pg
-- requires: procedures/list_indexes

create function public.verify_index(_table text, _index text) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if not exists (
    select from public.list_indexes(_table, _index)
  ) then
    raise exception 'Nonexistent index --> %', _index using hint = 'Please check';
  end if;
  return true;
end
$$;

comment on function public.verify_index(text, text) is
  'True when _table has an index named exactly _index, else an exception.';

grant execute on function public.verify_index(text, text) to public;
