-- Verify pgpm-verify:procedures/verify_extension on pg

select 'public.verify_extension(text)'::regprocedure;

do $$
declare
  failure text;
begin
  if public.verify_extension('plpgsql') is distinct from true then
    raise exception 'public.verify_extension(text) must be true for what exists';
  end if;
  begin
    perform public.verify_extension('missing');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent extension --> missing' then
    raise exception 'public.verify_extension(text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_extension(text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_extension(text)';
  end if;
end
$$;

select 'public.verify_extension_installed(text)'::regprocedure;

do $$
declare
  failure text;
begin
  if public.verify_extension_installed('plpgsql') is distinct from true then
    raise exception 'public.verify_extension_installed(text) must be true for what exists';
  end if;
  begin
    perform public.verify_extension_installed('missing');
  exception
    when raise_exception then failure := sqlerrm;
  end;
  if failure is distinct from 'Nonexistent extension --> missing' then
    raise exception 'public.verify_extension_installed(text) must refuse what is missing';
  end if;
  if not has_function_privilege('public', 'public.verify_extension_installed(text)', 'execute') then
    raise exception 'everybody must be able to call public.verify_extension_installed(text)';
  end if;
end
$$;
