-- Verify pgpm-verify:procedures/verify_function on pg

select 'public.verify_function(text, text)'::regprocedure;

do $$
declare
  failure text;
begin
  if public.verify_function('pg_catalog.parse_ident') is distinct from true then
    raise exception 'public.verify_function(text, text) must be true for what exists';
  end if;
  begin
    perform public.verify_function('pg_catalog.missing');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent function --> pg_catalog.missing' then
    raise exception 'public.verify_function(text, text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_function(text, text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_function(text, text)';
  end if;
end
$$;
