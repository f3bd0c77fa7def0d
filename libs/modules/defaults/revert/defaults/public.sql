-- Revert pgpm-defaults:defaults/public from pg

-- What a new database of this version has: since PostgreSQL 15 nobody but its owner creates in schema public.
do $$
begin
  if pg_catalog.current_setting('server_version_num')::int < 150000 then
    grant create on schema public to public;
  end if;
end
$$;

alter default privileges grant execute on functions to public;

do $$
begin
  execute pg_catalog.format('grant connect, temporary on database %I to public', pg_catalog.current_database());
end
$$;
